/** Seeded made-up brands in the shapes and slots in which real ones are injected: for tests of what no list knows. */

import { seededNumbers } from '../../../schema/seeded-numbers.ts';

/** Numbers in [0, 1) from a seed. */
export const randomFrom = seededNumbers;

type Random = () => number;

export function pick<T>(random: Random, from: readonly T[]): T {
  const chosen = from[Math.floor(random() * from.length)];
  if (chosen === undefined) throw new RangeError('nothing to pick from');
  return chosen;
}

const syllables = [
  ...'凯旺鑫隆鼎豪发彩宝虎辰鸿泰盛荣达澜奥斯特维纳罗赢莱森曼玛尼索菲蒂卡洛雅顿伯格威廉迪拉斐',
];
const consonants = [...'bdfghjkmnprstvwyz'];
const vowels = [...'aeiou'];
const regions = ['', '', '澳门', '英国', '欧洲', '亚洲', '世界'];
const firms = ['公司', '集团', '娱乐', '国际', '体育', '俱乐部'];
const adverts = [
  '官网',
  '平台',
  '网址',
  '入口',
  '官方网站',
  '登录入口',
  'app下载',
  '在线官网',
  '注册平台',
  '手机版',
  '投注官网',
];
const games = ['投注', '彩票', '棋牌', '百家乐', '买球', '竞猜'];
/** Words of the trade in the other script, which a farm does not convert with the page. */
const traditional = ['娛樂城', '賭場推薦', '線上賭場', '娛樂場官網', '體育投注'];

function hanName(random: Random): string {
  let name = '';
  for (let left = 2 + Math.floor(random() * 3); left > 0; left--) name += pick(random, syllables);
  return name;
}

function latinName(random: Random): string {
  let name = '';
  for (let left = 2 + Math.floor(random() * 2); left > 0; left--)
    name += pick(random, consonants) + pick(random, vowels);
  return name + (random() < 0.5 ? String(Math.floor(random() * 900) + 10) : '');
}

export const shapes = [
  'bar_dash',
  'bar',
  'bars',
  'bar_bracket',
  'list',
  'latin',
  'latin_game',
  'country',
  'country_dot',
  'firm',
  'advert',
  'traditional',
] as const;
export type Shape = (typeof shapes)[number];

/** A phrase of the shape, never seen before and never twice the same. */
export function inventedPhrase(random: Random, shape: Shape): string {
  const region = pick(random, regions);
  const name = hanName(random);
  const firm = pick(random, firms);
  const advert = pick(random, adverts);
  switch (shape) {
    case 'bar_dash':
      return `${region}${name}${firm}_${hanName(random)}${pick(random, firms)}-${hanName(random)}${advert}`;
    case 'bar':
      return `${region}${name}${firm}_${hanName(random)}${advert}`;
    case 'bars':
      return `${latinName(random)}${pick(random, games)}${advert}_${region}${name}${pick(random, games)}_${hanName(random)}${firm}`;
    case 'bar_bracket':
      return `${region}${name}${firm}_${hanName(random)}网-【${pick(random, firms)}${advert}】`;
    case 'list':
      return `${region}${name}${firm},${region}${hanName(random)}${advert}`;
    case 'latin':
      return `${latinName(random)}${pick(random, ['体育', '娱乐', '', '国际'])}${advert}`;
    case 'latin_game':
      return `${latinName(random)}${pick(random, games)}${pick(random, ['', '网', advert])}`;
    case 'country':
      return `${name}${pick(random, ['', '体育'])}(中国)官方网站`;
    case 'country_dot':
      return `${name}${pick(random, ['', '体育'])}·(中国)官方网站`;
    case 'firm':
      return `${region || '英国'}${name}${pick(random, ['公司', '集团', '娱乐', '国际'])}`;
    case 'advert':
      return `${name}${firm}${advert}`;
    case 'traditional':
      return `${name}${pick(random, traditional)}`;
  }
}
