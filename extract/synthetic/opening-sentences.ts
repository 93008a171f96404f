/** What reports say of themselves and of others, by the place where it stands; every sentence is made here. */

import type { Body } from './opening-bodies.ts';
import type { Random } from './random.ts';

export interface Ground {
  readonly body: Body;
  readonly year: number;
  readonly report: string;
  readonly random: Random;
}

type Choices<T> = Readonly<Record<string, (ground: Ground) => T>>;

const law = '《中华人民共和国政府信息公开条例》';
const format = '《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》';
const inFigures = (year: number): string =>
  [...String(year)].map(digit => '〇一二三四五六七八九'[Number(digit)]).join('');

/** Names by which it may be called alone; a bare 教育局 or 市政府 is too little for a title. */
export const usableNames = (body: Body): readonly string[] => {
  const usable = body.also.filter(name => name.length >= 4 && !/^(?:人民|政府)/.test(name));
  return usable.length > 0 ? usable : [body.name];
};

/** Titles that name the body. */
export const titles: Choices<readonly string[]> = {
  plain: ({ body, year, report }) => [`${body.name}${year}年${report}`],
  'year ahead': ({ body, year, report }) => [`${year}年${body.name}${report}`],
  about: ({ body, year, report }) => [`${body.name}关于${year}年度${report}`],
  'about the work': ({ body, year }) => [`${body.name}关于${year}年度政府信息公开工作情况的报告`],
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
  'in brackets behind it': ({ body, year, report }) => [`${year}年度${report}（${body.name}）`],
  'behind a dash': ({ body, year, report }) => [`${year}年${report}——${body.name}`],
  'in title marks': ({ body, year, report }) => [`《${body.name}${year}年${report}》`],
  'edition behind it': ({ body, year, report }) => [`${body.name}${year}年${report}（文字版）`],
  'a text on one line behind it': ({ body, year, report }) => [
    `${body.name} ${year}年${report} 根据${law}的规定和${body.superior}办公室的部署，现将全年情况汇总编制成本报告，所列数据的统计期限自${year}年1月1日起至12月31日止。 一、总体情况 全年公开信息30条。`,
  ],
  'year behind its place': ({ body, year, report }) => {
    const place = body.superior.replace(/人民政府$/, '');
    const department = body.name.startsWith(place) ? body.name.slice(place.length) : '';
    return /^[^县市区州旗]+(?:局|委员会)$/.test(department)
      ? [`${place}${year}年${department}${report}`]
      : [`${body.name}${year}年${report}`];
  },
  'year in characters': ({ body, year, report }) => [`${body.name}${inFigures(year)}年度${report}`],
};

/** Sentences that name the body as the one that reports, after others have been named. */
export const openings: Choices<string> = {
  publishes: ({ body, year, report }) => `根据${law}要求，现向社会公布${body.name}${year}年${report}。`,
  'publishes in title marks': ({ body, year, report }) =>
    `根据${law}规定，现发布《${body.name}${year}年${report}》。`,
  'after the superior’s notice': ({ body, year, report }) =>
    `按照${law}和《${body.superior}办公室关于做好${year}年${report}编制工作的通知》要求，特向社会公布${year}年度${body.name}${report}。`,
  'after the superior’s number': ({ body, year }) =>
    `根据${body.superior}办公室《关于编制年度报告的通知》（政办函〔${year + 1}〕3号）精神，${body.name}对${year}年政府信息公开工作进行了梳理，形成本报告。`,
  'is published below': ({ body, year, report }) =>
    `依据${law}，现将${body.name}${year}年度${report}公布如下：`,
  'reports on the work': ({ body, year }) =>
    `按照国务院办公厅、${body.superior}办公室的统一部署，现就${body.name}${year}年政府信息公开工作情况报告如下。`,
  compiles: ({ body, year, report }) =>
    `按照${law}及${body.superior}有关要求，${body.name}编制了${year}年${report}。`,
  'compiled by': ({ body, year }) =>
    `本年度报告根据${law}和${format}要求，由${body.name}编制。所列数据的统计期限自${year}年1月1日起至12月31日止。`,
  'compiled by the law and the form': ({ body, year }) =>
    `本年度报告由${body.name}根据${law}以及国务院办公厅政府信息与政务公开办公室《中华人民共和国政府信息公开工作年度报告格式》要求编制而成，数据统计期限从${year}年1月1日起至${year}年12月31日止。`,
  'its report of the year': ({ body, year }) =>
    `${body.name}${year}年年报根据《条例》和${body.superior}的规定进行编制。`,
  'compiled by its office for disclosure': ({ body, year }) =>
    `本报告由${body.name}政务公开政府信息公开工作领导小组办公室编制，数据统计期限为${year}年1月1日至${year}年12月31日。`,
  'under last year’s title': ({ body, year, report }) =>
    `根据${law}规定，现发布《${body.name}${year - 1}年${report}》。所列数据的统计期限自${year}年1月1日起至${year}年12月31日止。`,
  'compiled by its office': ({ body, year }) =>
    `本报告由${body.office}根据${law}编制，数据统计期限为${year}年1月1日至${year}年12月31日。`,
  'work of the year': ({ body, year }) =>
    `依据${law}和${body.superior}的部署，结合${body.name}${year}年政府信息公开工作实际，编制本报告。`,
  'put together by': ({ body, year }) =>
    `本报告依据${law}，由${body.name}综合所属单位有关情况编制，数据统计期限为${year}年1月1日至12月31日。`,
};

/** Sentences that name none but others. */
export const silentOpenings: readonly ((ground: Ground) => string)[] = [
  ({ year }) => `根据${law}编制本报告。统计期限自${year}年1月1日起至${year}年12月31日止。`,
  ({ body, year }) =>
    `根据${law}和《${body.superior}办公室关于做好${year}年度政府信息公开工作年度报告的通知》要求编制，数据统计期限为${year}年1月1日至12月31日。`,
  ({ body, year }) =>
    `本报告依据${law}编制，反映${year}年度情况，电子版可在${body.superior}网站下载。统计期限为${year}年1月1日至12月31日。`,
  ({ year }) =>
    `根据${law}编制本报告。统计期限自${year}年1月1日起至12月31日止。如有疑问，请与经开区办公室联系（电话：000-0000000）。`,
  ({ body, year, report }) =>
    `按照${body.superior}要求，现将我${body.self ?? '单位'}${year}年${report}公布如下。`,
];

export const deeds: Choices<string> = {
  acted: ({ body, year }) => `${year}年，${body.name}认真贯彻落实条例，在上级领导下推进各项公开。`,
  'acted under a superior': ({ body, year }) =>
    `${year}年，在${body.level}委、${body.level}政府的正确领导下，${body.name}坚持以公开为常态。`,
  'acted under the superior’s name': ({ body, year }) =>
    `${year}年，在${body.superior}和上级主管部门的指导下，${body.name}深入推进政务公开。`,
  'acted by short name': ({ body, year, random }) =>
    `${year}年，${random.pick(usableNames(body))}严格按照条例的要求公开信息。`,
  'acted in an item': ({ body, year }) => `（一）主动公开情况。${year}年，${body.name}主动公开信息120条。`,
};

export const silentDeeds: readonly ((ground: Ground) => string)[] = [
  ({ body, year }) => `${year}年，我${body.self ?? '单位'}在${body.superior}的领导下推进信息公开。`,
  ({ body, year }) =>
    `${year}年，按照${body.superior}的部署，全年公开信息120条，其中转载${body.others[0]}信息3条。`,
  ({ body, year }) =>
    `${year}年，认真做好${body.level}政府办公室交办的公开事项，设立${body.level}政务公开领导小组联络员。`,
  ({ year }) => `${year}年，成立了由主要领导任组长的领导小组，办公室负责日常工作。`,
  ({ body, year }) => `${year}年，按时向${body.superior}办公室报送材料，配合${body.others[0]}答复申请2件。`,
  ({ body, year }) =>
    `${year}年，联合${body.others[0]}、${body.others[1]}举办政务公开培训1次，接受${body.others[2]}检查。`,
  ({ body, year }) => `${year}年，安排2名工作人员，公开所需费用全部在${body.level}财政预算中列支。`,
  ({ body, year }) => `${year}年，积极参加${body.superior}办公室组织的业务培训，严格执行保密审查。`,
];

export const contacts: readonly ((ground: Ground) => string)[] = [
  ({ body }) => `如对本报告有疑问，请与${body.office}联系（电话：000-0000000）。`,
  ({ body }) => `如有疑问，请联系：${body.name}办公室，地址：人民路1号。`,
  ({ body }) => `如有疑问，请与${body.name}（地址：人民路1号；邮编：000000；电话：000-0000000）联系。`,
  ({ body }) => `受理机构为${body.name}，联系电话：000-0000000。`,
  ({ body }) => `本报告可在${body.superior}门户网站查阅。联系单位：${body.name}，邮编：000000。`,
];

/** What portals put above an article. */
export const furniture: readonly ((ground: Ground) => readonly string[])[] = [
  () => [],
  ({ body }) => [`${body.superior}门户网站`, '首页', '政务公开', '政务服务', '互动交流'],
  ({ body }) => [`当前位置：首页 > 政府信息公开 > ${body.others[0]} > 政府信息公开年报`],
  ({ body }) => [body.superior, '政府信息公开', ...body.others, '政府信息公开年报'],
  ({ body }) => ['政府信息公开指南', '政府信息公开制度', `您的位置：${body.superior} >> 政府信息公开年报`],
  ({ body }) => [body.superior, `首页 > 政府信息公开年报 > ${body.others[1]}`],
  () => ['移动端应用', '政务微信', '智能问答', '登录个人中心'],
  ({ body }) => ['法定主动公开内容', '机构概况', '领导信息', `${body.level}政府部门`, ...body.others, '年报'],
];

export const particulars: readonly ((ground: Ground) => readonly string[])[] = [
  () => [],
  ({ body, year }) => [`来源：${body.superior}办公室 发布时间：${year + 1}-01-22 浏览次数：12`],
  ({ body, year }) => [`索引号：000-1 发布机构：${body.superior}办公室 发布日期：${year + 1}-01-22`],
  ({ body, year }) => [`发布机构：${body.name} 发布日期：${year + 1}-01-22`],
  ({ year }) => [`发布时间：${year + 1}-01-22 字体：[大 中 小]`],
  ({ body, year }) => [`${year + 1}-01-22 10:11 来源： ${body.superior}`, '【字体：大 中 小】 打印'],
];

export const feet: readonly ((ground: Ground) => readonly string[])[] = [
  () => [],
  ({ body }) => [`主办单位：${body.superior}办公室 网站标识码：0000000000`],
  ({ body }) => [`版权所有：${body.superior}`],
  ({ body, year, report }) => [
    `上一篇：${body.others[0]}${year}年${report}`,
    `下一篇：${body.others[1]}${year - 1}年${report}`,
  ],
  ({ body, year, report }) => ['相关链接', `${body.others[2]}${year - 1}年${report}`],
];
