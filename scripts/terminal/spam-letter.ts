/** What was found on one host, as a list that can be sent to those who keep the site. */

import type { HostPhrase, HostSpam } from '../../load/spam.ts';

const placeNames: Readonly<Record<string, string>> = {
  title: '标题',
  body: '正文',
  table: '表格',
  meta: '页面元数据（访问者看不到，搜索引擎可见）',
};
const kindNames: Readonly<Record<string, string>> = {
  phrase: '插入的文字',
  hidden: '隐藏的文字（访问者看不到，搜索引擎可见）',
  residue: '残留的符号',
};
/** Times are printed to the day, as the archive has them (UTC). */
const day = (time: string): string => time.slice(0, 10);

/** Lines in Chinese: the sites' keepers read it. Addresses are whole, one a line. */
export function spamLetter({ host, pages, first_seen, last_seen, phrases, untrusted }: HostSpam): string[] {
  return [
    `致 ${host} 网站管理人员：`,
    '',
    `在读取贵网站公开的政府信息公开年度报告及相关页面时，发现 ${pages} 个页面含有并非本机关发布的文字，或其内容来源不可信，`,
    `最早见于 ${day(first_seen)}，最近见于 ${day(last_seen)}。页面可能已被篡改，也可能是他人在其他主机上仿冒。现列出如下，请核查：`,
    ...phrases.flatMap((phrase, index) => phraseLines(phrase, index + 1)),
    ...(untrusted.length === 0
      ? []
      : ['', '以下页面没有可以单独剔除的文字，但其主机、字体转换或全部内容不可信：', ...indented(untrusted)]),
    '',
    '以上由程序自动识别，请以人工核查为准。原始页面及抓取时间均有存档，可应要求提供。',
  ];
}

function phraseLines(phrase: HostPhrase, number: number): string[] {
  const { text, kind, pages, count, first_seen, last_seen, places, proposals, examples } = phrase;
  const where = places.map(place => placeNames[place] ?? place).join('、');
  const before = proposals.length === 0 ? [] : [`   原文应为：${proposals.join('、')}`];
  return [
    '',
    `${number}. ${kindNames[kind] ?? kind}：${text.replace(/\s+/gu, ' ').trim()}`,
    `   ${pages} 个页面，共 ${count} 处；位置：${where}；${day(first_seen)} 至 ${day(last_seen)}`,
    ...before,
    ...indented(examples),
  ];
}

const indented = (addresses: readonly string[]): string[] => addresses.map(address => `   ${address}`);
