/**
 * Beginnings of documents as portals show them, with what they are known to be: whose, of which year, of which kind.
 * A body's name stands in one or several of the places where reports print it, between names of other bodies: of the
 * superior whose notice is quoted, of the office that compiled it, of the site, of the bodies beside it.
 */

import type { DocumentType } from '../../schema/extraction.ts';
import { type Body, type Places, randomBody } from './opening-bodies.ts';
import type { Random } from './random.ts';

export interface Opening {
  readonly lines: readonly string[];
  /** How it was made, for tallies. */
  readonly bodyKind: string;
  readonly pattern: string;
  readonly document_type: DocumentType;
  readonly report_year: number | null;
  /** Every printed form of the body's name that is right; empty where the text names none. */
  readonly units: readonly string[];
}

const law = '《中华人民共和国政府信息公开条例》';
const format = '《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》';

const reportNames = [
  '政府信息公开工作年度报告',
  '政府信息公开年度报告',
  '政府信息公开工作报告',
  '信息公开工作年度报告',
  '政务公开工作年度报告',
  '政府信息公开年报',
];

interface Ground {
  readonly body: Body;
  readonly year: number;
  readonly report: string;
  readonly random: Random;
}

/** Titles that name the body. */
const titles: Readonly<Record<string, (ground: Ground) => readonly string[]>> = {
  plain: ({ body, year, report }) => [`${body.name}${year}年${report}`],
  'year ahead': ({ body, year, report }) => [`${year}年${body.name}${report}`],
  about: ({ body, year, report }) => [`${body.name}关于${year}年度${report}`],
  'two lines': ({ body, year, report }) => [body.name, `${year}年度${report}`],
  'broken within': ({ body, year, report }) => [
    `${body.name}${year}年${report.slice(0, 4)}`,
    report.slice(4),
  ],
  twice: ({ body, year, report }) => [
    `${body.name}${year}年${report}`,
    '发布时间：2024-01-20 10:15 字体：[大 中 小]',
    body.name,
    `${year}年${report}`,
  ],
  'body above it': ({ body, year, report }) => [body.name, `${body.name}${year}年${report}`],
  'short name': ({ body, year, report, random }) => [`${random.pick(usableNames(body))}${year}年${report}`],
};

const usableNames = (body: Body): readonly string[] => {
  const usable = body.also.filter(name => name.length >= 4 && !/^(?:人民|政府)/.test(name));
  return usable.length > 0 ? usable : [body.name];
};

/** Sentences that name the body as the one that reports, after others have been named. */
const openings: Readonly<Record<string, (ground: Ground) => string>> = {
  publishes: ({ body, year, report }) => `根据${law}要求，现向社会公布${body.name}${year}年${report}。`,
  'publishes in title marks': ({ body, year, report }) =>
    `根据${law}规定，现发布《${body.name}${year}年${report}》。`,
  'after the superior’s notice': ({ body, year, report }) =>
    `按照${law}和《${body.superior}办公室关于做好${year}年${report}编制工作的通知》要求，特向社会公布${year}年度${body.name}${report}。`,
  compiles: ({ body, year, report }) =>
    `按照${law}及${body.superior}有关要求，${body.name}编制了${year}年${report}。`,
  'compiled by': ({ body, year }) =>
    `本年度报告根据${law}和${format}要求，由${body.name}编制。所列数据的统计期限自${year}年1月1日起至12月31日止。`,
  'compiled by its office': ({ body, year }) =>
    `本报告由${body.office}根据${law}编制，数据统计期限为${year}年1月1日至${year}年12月31日。`,
  'work of the year': ({ body, year }) =>
    `依据${law}和${body.superior}的部署，结合${body.name}${year}年政府信息公开工作实际，编制本报告。`,
};

/** Sentences that name none but others. */
const silentOpenings: readonly ((ground: Ground) => string)[] = [
  ({ year }) => `根据${law}编制本报告。统计期限自${year}年1月1日起至${year}年12月31日止。`,
  ({ body, year }) =>
    `根据${law}和《${body.superior}办公室关于做好${year}年度政府信息公开工作年度报告的通知》要求编制，数据统计期限为${year}年1月1日至12月31日。`,
  ({ body, year }) =>
    `本报告依据${law}编制，反映${year}年度情况，电子版可在${body.superior}网站下载。统计期限为${year}年1月1日至12月31日。`,
];

const deeds: Readonly<Record<string, (ground: Ground) => string>> = {
  acted: ({ body, year }) => `${year}年，${body.name}认真贯彻落实条例，在上级领导下推进各项公开。`,
  'acted under a superior': ({ body, year }) =>
    `${year}年，在${body.level}委、${body.level}政府的正确领导下，${body.name}坚持以公开为常态。`,
  'acted by short name': ({ body, year, random }) =>
    `${year}年，${random.pick(usableNames(body))}严格按照条例的要求公开信息。`,
};

const silentDeeds: readonly ((ground: Ground) => string)[] = [
  ({ body, year }) => `${year}年，我${body.self ?? '单位'}在${body.superior}的领导下推进信息公开。`,
  ({ body, year }) =>
    `${year}年，按照${body.superior}的部署，全年公开信息120条，其中转载${body.others[0]}信息3条。`,
  ({ body, year }) =>
    `${year}年，认真做好${body.level}政府办公室交办的公开事项，设立${body.level}政务公开领导小组联络员。`,
  ({ year }) => `${year}年，成立了由主要领导任组长的领导小组，办公室负责日常工作。`,
];

const contacts: readonly ((ground: Ground) => string)[] = [
  ({ body }) => `如对本报告有疑问，请与${body.office}联系（电话：000-0000000）。`,
  ({ body }) => `如有疑问，请联系：${body.name}办公室，地址：人民路1号。`,
  ({ body }) => `受理机构为${body.name}，联系电话：000-0000000。`,
];

/** What portals put above an article. */
const furniture: readonly ((ground: Ground) => readonly string[])[] = [
  () => [],
  ({ body }) => [`${body.superior}门户网站`, '首页', '政务公开', '政务服务', '互动交流'],
  ({ body }) => [`当前位置：首页 > 政府信息公开 > ${body.others[0]} > 政府信息公开年报`],
  ({ body }) => [body.superior, '政府信息公开', ...body.others, '政府信息公开年报'],
  ({ body }) => ['政府信息公开指南', '政府信息公开制度', `您的位置：${body.superior} >> 政府信息公开年报`],
];

const particulars: readonly ((ground: Ground, title: string | null) => readonly string[])[] = [
  () => [],
  ({ body, year }) => [`来源：${body.superior}办公室 发布时间：${year + 1}-01-22 浏览次数：12`],
  ({ body, year }) => [`索引号：000-1 发布机构：${body.superior}办公室 发布日期：${year + 1}-01-22`],
  ({ body, year }) => [`发布机构：${body.name} 发布日期：${year + 1}-01-22`],
  ({ year }) => [`发布时间：${year + 1}-01-22 字体：[大 中 小]`],
];

const feet: readonly ((ground: Ground) => readonly string[])[] = [
  () => [],
  ({ body }) => [`主办单位：${body.superior}办公室 网站标识码：0000000000`],
  ({ body }) => [`版权所有：${body.superior}`],
];

const headings = ['一、总体情况', '二、主动公开政府信息情况', '三、收到和处理政府信息公开申请情况'];

const isOffice = (name: string): boolean => /政府办公[室厅]$/.test(name);

const keysOf = <T>(choices: Readonly<Record<string, T>>): readonly string[] => Object.keys(choices);
const entry = <T>(choices: Readonly<Record<string, T>>, key: string): T => {
  const found = choices[key];
  if (found === undefined) throw new RangeError(`no such choice: ${key}`);
  return found;
};

/** One annual report's beginning; in about one of ten no text names its body. */
export function randomOpening(places: Places, random: Random): Opening {
  const body = randomBody(places, random);
  const ground: Ground = { body, year: 2008 + random.below(17), report: random.pick(reportNames), random };
  const roll = random.below(10);
  const has = {
    title: roll < 5,
    opening: (roll >= 3 && roll < 7) || roll === 9,
    deed: roll === 4 || roll === 7,
    signature: roll === 8,
    silent: roll === 9,
  };
  const titleKey = random.pick(keysOf(titles));
  const openingKey = random.pick(keysOf(openings));
  const deedKey = random.pick(keysOf(deeds));
  const title = has.title ? entry(titles, titleKey)(ground) : [];
  const named = has.opening && !has.silent;
  const opening = named ? entry(openings, openingKey)(ground) : random.pick(silentOpenings)(ground);
  const deed = has.deed ? entry(deeds, deedKey)(ground) : random.pick(silentDeeds)(ground);
  const contact = !has.silent && random.chance(0.3) ? random.pick(contacts)(ground) : '';
  const lines = [
    ...(has.title || !has.silent ? random.pick(furniture)(ground) : []),
    ...(has.title ? [] : random.chance(0.5) ? [`${ground.year}年${ground.report}`] : []),
    ...title,
    ...(has.silent ? [] : random.pick(particulars)(ground, title[0] ?? null)),
    opening + contact,
    headings[0] ?? '',
    deed,
    headings[1] ?? '',
    '本年度公开信息30条，发布于政府网站。',
    headings[2] ?? '',
    ...(has.signature ? [body.name, `${ground.year + 1}年1月15日`] : []),
    ...(has.silent ? [] : random.pick(feet)(ground)),
  ];
  // Which of both is meant, the office that compiled it alone does not show.
  const byOffice = openingKey === 'compiled by its office';
  const owner = byOffice
    ? [`${body.name}办公室`, body.office, ...(isOffice(body.name) ? [body.superior] : [])]
    : [];
  const pattern = [
    has.title ? `title: ${titleKey}` : '',
    named ? `opening: ${openingKey}` : '',
    has.deed ? `deed: ${deedKey}` : '',
    has.signature ? 'signature' : '',
    has.silent ? 'silent' : '',
  ];
  return {
    lines,
    bodyKind: body.kind,
    pattern: pattern.filter(part => part !== '').join(', '),
    document_type: 'annual_report',
    report_year: ground.year,
    units: has.silent ? [] : [body.name, ...body.also, ...owner],
  };
}
