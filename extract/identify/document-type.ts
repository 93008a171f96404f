/** What kind of document it is: by its title where it has one, else by what its text holds. */

import type { DocumentType } from '../../schema/extraction.ts';
import { type Line, type Span, squeeze } from './lines.ts';
import { type Statement, withoutForeignDocuments } from './statements.ts';
import { disclosureLaw, formLabel, isSectionHeading, reportPhrase, reportWord } from './vocabulary.ts';

export interface TypeSources {
  readonly title: Span | null;
  readonly lines: readonly Line[];
  readonly statements: readonly Statement[];
  readonly paragraphs: readonly Span[];
}

/** Titles that decide by themselves, in this order. */
const titles: readonly (readonly [DocumentType, RegExp])[] = [
  [
    'other',
    /范文|模板|模版|样本|样稿|精选|集锦|汇编(?:\([^()]*\))?$|第?[\d一二三四五六七八九十]+篇|[xX×]{2}[省市县区镇乡局委]/,
  ],
  [
    'notice',
    /(?:通知|通报|公告|提示)(?:\([^()]*\))?$|关于(?:做好|印发|切实做好|进一步做好).{0,40}(?:年报|年度报告|报表)/,
  ],
  ['interpretation', /解读|图解|一图读懂|一图看懂|一图了解|图说|读懂|看懂|动漫|问答/],
  ['website_report', /^(?!.*(?:信息公开|政务公开)).*网站.{0,12}(?:工作|监管|年度|建设).{0,8}(?:报表|报告)/],
  ['rule_of_law_report', /(?:法治政府|依法行政|法治建设|法治政府建设).{0,16}(?:报告|情况|总结)/],
  ['notice', /函(?:\([^()]*\))?$|关于(?:报送|开展|编制|进一步).{0,40}(?:年报|年度报告)(?!$)/],
  [
    'interim_statistics',
    /(?:上半年|下半年|半年度?|第?[一二三四1-4]季度|季度|(?:1[0-2]|[1-9]|[一二三四五六七八九十])月份?|[1-9]-1?[0-9]月|前三季度).{0,24}(?:统计|情况|报表|数据|报告|汇总|总结)/,
  ],
  ['other', /政府工作报告$|(?:部门|单位)?(?:预算|决算)(?!.*信息公开).{0,10}(?:公开|说明|情况)$/],
  [
    'other',
    /(?:制度|办法|规定|条例|指南|目录|要点|方案|意见|规则|标准|清单|预算|决算|公示|名单|年鉴|计划)(?:\([^()]*\))?$/,
  ],
  [
    'other',
    /(?:执法统计|行政执法|企业|工作报告|绩效|预算|决算|环境质量|环境状况|质量状况).{0,10}(?:年报|年度报告|报告)$(?<!信息公开.{0,20})/,
  ],
];

/** The table of figures of 2014 to 2018 (统计表), filled in for a year or, for the superior, for part of one. */
const statistics =
  /(?:信息公开|政务公开|依申请).{0,16}(?:统计表|统计报表|情况统计|数据统计|情况表|月报|季报)(?:\([^()]*\))?$/;
const partOfYear = /[上下]半年|半年度|季度|月份|\d月?[-至—]\d{1,2}月|月报|季报|本期|本月|本季/;

export function readDocumentType(sources: TypeSources): DocumentType {
  const { lines } = sources;
  const title = sources.title ? squeeze(sources.title).folded : '';
  const isTitled = /20\d\d/.test(title) && title.search(reportPhrase) !== -1 && !statistics.test(title);
  if (!isTitled && sources.statements.every(({ introduced }) => !introduced) && isCopied(lines))
    return 'other';
  if (statistics.test(title) && !titles.some(([type, pattern]) => type === 'other' && pattern.test(title))) {
    const head = [title, ...lines.slice(0, 30).map(line => line.dense.folded)];
    const isWhole = /20\d\d年/.test(title) || head.some(text => /^\(?20\d\d年度?\)?$/.test(text));
    return isWhole && !head.some(text => partOfYear.test(text)) ? 'annual_report' : 'interim_statistics';
  }
  for (const [type, pattern] of titles) if (title !== '' && pattern.test(title)) return type;
  if (lines.slice(0, 15).some(line => addressees.test(line.dense.folded))) return 'notice';
  if (lines.slice(0, 5).some(line => line.text.length <= 40 && /范文|模板/.test(line.folded))) return 'other';
  if (!/20\d\d/.test(title) && lines.slice(0, 25).some(line => yearLeftOpen.test(line.dense.folded)))
    return 'other';
  const titled = title.search(reportPhrase) !== -1;
  if (isList(sources)) return 'other';
  const isColumn = columnName.test(title);
  if ((titled && !isColumn) || situation.test(title)) return 'annual_report';
  return weight(sources) + (isColumn ? 1 : 0) >= 3 ? 'annual_report' : interimOrOther(sources);
}

/** Particulars of a file that a document library offers, or articles of a law: what speaks of reports is none. */
const isCopied = (lines: readonly Line[]): boolean =>
  lines.slice(0, 15).filter(line => libraryEntry.test(line.dense.folded)).length >= 2 ||
  lines.slice(0, 30).some(line => article.test(line.dense.folded));
const libraryEntry = /^-?(?:格式|大小|文档页数|页数|文档类型|下载积分|上传者|阅读权限):|会员分享|珍藏版/;
const article = /^第[一二三四五六七八九十百]{1,4}条(?!第|的|规定|要求)[\u3400-\u9fff]{4}/;

/** 20XX年, xxxx年: a pattern to write a report by. */
const yearLeftOpen = /(?:20[xX×*]{2}|[xX×]{4})年/;

/** What a report may be called, and the column of all reports is. */
const columnName = /^(?:政府|政务)?信息公开(?:工作)?(?:年报|年度报告)$/;

/** To whom a notice is sent: 各县(市)区人民政府,市政府各部门: alone on its line. */
const addressees =
  /^(?:各(?!位)|[^。;:]{0,40}(?:人民政府|办公室|办公厅|管委会)(?:办公室|办公厅)?[,、][^。;:]{0,40}[各部])[^。;:]{2,100}:$/;

/** 2023年信息公开工作情况 is a report of the year, under no fixed name. */
const situation = /20\d\d年?度?.{0,6}(?:信息|政务)公开(?:工作)?(?:情况|总结)$/;
/** Sections and, within section 一, the parts of the form of 2019, wherever a flattened page left them. */
const sectionMark =
  /[一二三四五六]、(总体情况|主动公开政府信息|收到和处理|政府信息公开行政复议|存在的?(?:主要)?问题|其他需要报告)/g;
const partMark =
  /\([一二三四五]\)(主动公开|依申请公开|政府信息管理|(?:政府信息)?(?:公开)?平台建设|监督保障)/g;

const searchedCharacters = 20_000;

/** Parts of reports before 2019 that stand below a heading: (一)政府信息公开工作机构情况. */
const ownPart =
  /^\([一二三四五六七八九]\)(?:[^。;,]{0,24}(?:信息公开|政务公开|《?(?:目录|指南)》?|查阅场所)[^。;,]{0,24}情况|[^。;,]{0,8}公开的?(?:主要)?(?:内容|形式|渠道|方式)[。:]?$)/;

/** Headings in words of one's own, of which a report before 2019 has several: 三、公开形式多样,信息公开取得实效. */
const disclosureHeading =
  /^[一二三四五六七八九]、[^。;]{0,30}(?:信息公开|政务公开|公开形式|公开内容|公开渠道|依申请)[^。;]{0,24}$/;

/** How much of an annual report the text holds, where no title says what it is. */
function weight({ title, lines, statements, paragraphs }: TypeSources): number {
  const text = paragraphs.slice(0, 80).map(paragraph => ({
    folded: withoutForeignDocuments(paragraph).folded.replace(/□+/g, '□'),
    law: disclosureLaw.test(paragraph.folded),
  }));
  const has = (pattern: RegExp): boolean => text.some(({ folded }) => pattern.test(folded));
  const headings = new Set(
    lines.map(line => line.dense.folded).filter(line => line.length <= 40 && isSectionHeading(line)),
  );
  const joined = text
    .map(({ folded }) => folded)
    .join('\n')
    .slice(0, searchedCharacters);
  const distinct = (mark: RegExp): number => new Set([...joined.matchAll(mark)].map(found => found[1])).size;
  const ownHeadings = lines.filter(line => disclosureHeading.test(line.dense.folded)).length;
  const ownParts = lines.filter(line => ownPart.test(line.dense.folded)).length;
  let total =
    (ownHeadings >= 2 ? 1 : 0) +
    (ownParts >= 2 ? 3 : ownParts) +
    Math.min(Math.max(headings.size, distinct(sectionMark)) * 2, 6) +
    Math.min(distinct(partMark), 2);
  if (title !== null && /20\d\d年?度?(?:工作)?年?度?报告$/.test(squeeze(title).folded)) total += 1.5;
  if (statements.some(({ introduced }) => introduced)) total += 3;
  else if (statements.length > 0) total += 1;
  if (has(/统计(?:期限|时限|时间|区间|时段|期间|数据)[^。]{0,20}20\d\d年/)) total += 2;
  if (
    has(
      /本(?:年度)?(?:年)?报告?[^。]{0,30}(?:编制|编写|撰写)|由[^,。]{2,40}编制|年度信息公开|信息公开年度|(?:情况|工作)(?:报告|总结)如下/,
    )
  )
    total += 2;
  if (lines.some(line => formLabel.test(line.dense.folded))) total += 3;
  if (has(/本(?:年度)?(?:报告|年报)/)) total += 1;
  if (text.some(({ law }) => law)) total += 1;
  if (has(/(?:信息|政务)公开/)) total += 0.5;
  if (has(/^20\d\d年度?,|^20\d\d年[^,。]{2,30}(?:局|委|办|镇|乡|街道)/)) total += 0.5;
  if (has(/范文|正文复制|本文由|文库|下载文档|VIP|论文|会员分享|在线阅读|珍藏版|[xX×]{2} ?[省市县区镇乡局]/))
    total -= 3;
  return total;
}

/** A list gives each report the date of its entry. */
const listedDate = /^[[(]?20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}|20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?[\])]?$/;

/** A column page: many reports named one below the other, and none there. */
function isList({ lines }: TypeSources): boolean {
  const named: string[] = [];
  let dated = 0;
  for (const line of lines) {
    const text = line.dense.folded;
    if (text.length > 120 || isSectionHeading(text) || formLabel.test(text)) return false;
    if (
      text.length > 90 ||
      !/20\d\d/.test(text) ||
      !reportWord.test(text) ||
      text.search(reportPhrase) === -1
    )
      continue;
    if (named.some(other => other.includes(text) || text.includes(other))) continue;
    named.push(text);
    if (listedDate.test(text)) dated += 1;
    if (named.length > 40) break;
  }
  return named.length >= 4 || dated >= 2;
}

function interimOrOther({ lines }: TypeSources): DocumentType {
  const head = lines.slice(0, 12).map(line => line.dense.folded);
  const interim =
    /(?:上半年|半年度?|第?[一二三四]季度|\d{1,2}月份?)[^。]{0,20}(?:信息公开|政务公开|依申请)[^。]{0,12}(?:统计|情况|数据)|信息公开情况统计(?:报)?表/;
  if (head.some(text => text.length <= 60 && interim.test(text))) return 'interim_statistics';
  const notice = /(?:通知|函)$|^名称[^。]{0,80}通知/;
  return head.some(text => text.length <= 90 && notice.test(text)) ? 'notice' : 'other';
}

export const isReportLike = (type: DocumentType): boolean => type !== 'notice' && type !== 'other';
