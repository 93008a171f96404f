/** What a link promises: an annual report on information disclosure, a column of them, a step towards one, or nothing. */

import { withPlainYears } from '../schema/chinese-years.ts';
import { fileNameOf, resolveLink } from './addresses.ts';
import type { Anchor, PageLinks } from './page-links.ts';

export type LinkKind =
  /** The text says that it is an annual report. */
  | { readonly kind: 'report'; readonly year: number | null }
  /** It may be one: reading decides. */
  | { readonly kind: 'uncertain'; readonly year: number | null }
  /** A list of them, or of one body's or year's. */
  | { readonly kind: 'column' }
  /** Where such a column is usually found. */
  | { readonly kind: 'step' }
  | { readonly kind: 'other' };

/** Neighbouring reports and pages about the reports, in the words of their titles. */
const confusers =
  /解读|图解|图说|读懂|网站.{0,6}(年度|工作|监管|年报)|工作年度报表|年度报表|监管报表|法治|依法行政|普法|预算|决算|要点|指南|指引|制度|统计年鉴|统计公报|企业年报|企业信息|行政执法|执法(数据|统计)|行政处罚|绩效|社会责任|环境|质量年?度?报告|建议提案|培训|会议|方案|考核|评估|征集|意见箱|督查|政府工作报告|国民经济|审计/;
/** Notices that ask for reports; those that publish one are another matter. */
const requestForReports = /(报送|编制|编报|做好|撰写|填报|开展).{0,30}(通知|函)/;
const publishes = /公布|发布|印发/;

const aboutDisclosure = /信息公开|政务公开/;
const annualReport = /年度工作报告|年度报告|工作年报|公开年报|年报|\d{4}年?度?.{0,14}报告|报告.{0,4}\d{4}年/;

/** Text as titles are compared: no white space, plain digits, years such as 二〇二三 in digits. */
export function plainTitle(text: string): string {
  return withPlainYears(text.normalize('NFKC').replace(/\s+/g, ''));
}

/** The year that a title or address names as that of the report; null when none, or more than one. */
export function reportYear(title: string, url: string | null = null): number | null {
  const years = new Set(
    [...plainTitle(title).matchAll(/(?<!\d)(20[0-4]\d)(?=年|度)/g)].map(found => Number(found[1])),
  );
  if (years.size === 1) return [...years][0] ?? null;
  const parameter = url === null ? null : /[?&]fbtime=(20\d\d)\b/.exec(url)?.[1];
  return parameter === null || parameter === undefined ? null : Number(parameter);
}

/** Addresses of single pages rather than of columns. */
const articleAddress =
  /\/t\d{6,8}_\d+|\/t\d{6,}\.|\/art_|\/art\/\d|\/content_|\/m?post_\d|[/_][0-9a-f]{32}\.|\/[0-9a-f]{24}\.|\/\d{5,}\.s?html?|\/info\/\d+\/\d+\.htm|\/content\/\d+|\/show\/\d+|xxgkAnnualReport\.jsp/i;

/** Directory names of annual-report columns, as seen on portals. */
export const columnDirectory =
  /\/((zf)?xxgk(gz)?(nb|ndbg|nianbao)|(zf)?xxgk_?nb\w{0,6}|gk(gz)?nb|gkndbg|bmxxgkndbg|zfxxgkgznb|zfxxgkgzndbg|xxgkniandubaogao)(_\d+)?\//i;

export interface LinkPlace {
  /** Whether the page that holds the link is an annual-report column. */
  readonly inColumn: boolean;
  /** Address of that page. */
  readonly page: string;
}

export function classifyLink(anchor: Anchor, place: LinkPlace): LinkKind {
  const title = plainTitle(anchor.title);
  if (title === '') return { kind: 'other' };
  const year = reportYear(title, anchor.url);
  const isArticle = articleAddress.test(anchor.url) || isAttachmentAddress(anchor.url);
  if (/xxgkAnnualReport\.jsp\?.*fbtime=\d{4}/i.test(anchor.url)) return { kind: 'report', year };
  // 专题专栏 of the same name carry neither year nor body.
  if (
    /^(政府|政务)?信息公开(工作)?(年度报告|年报)(公开|公示)?$|^政府信息公开工作年度报告(专栏)?$/.test(title)
  ) {
    return isArticle && place.inColumn ? { kind: 'uncertain', year } : { kind: 'column' };
  }
  if (confusers.test(title.replace(/政府信息公开工作/g, ''))) return { kind: 'other' };
  // Elsewhere they may be of anything; in the column they are those of its departments.
  if (!place.inColumn && /部门年报/.test(title)) return { kind: 'other' };
  if (requestForReports.test(title) || (/通知$/.test(title) && !publishes.test(title)))
    return { kind: 'other' };
  const isNotice = /通知|函$/.test(title);
  if (aboutDisclosure.test(title) && annualReport.test(title)) {
    const isNamedColumn = /(年报|年度(工作)?报告)(公开|公示|专栏|列表|目录|栏目)?$/.test(title);
    if (!isArticle && year === null && isNamedColumn && looksLikeColumn(anchor.url))
      return { kind: 'column' };
    return isNotice ? { kind: 'uncertain', year } : { kind: 'report', year };
  }
  // 某县 names its column 年度报告, but its directory zfxxgknb.
  if (
    !isArticle &&
    columnDirectory.test(anchor.url) &&
    /年报|年度|报告|公开/.test(title) &&
    looksLikeColumn(anchor.url)
  ) {
    return { kind: 'column' };
  }
  if (place.inColumn) return inColumnKind(title, anchor, place, isArticle, year);
  // Cut-off titles without a title attribute: 某镇2019年政府信息公开工…
  if (aboutDisclosure.test(title) && year !== null && /[.…]{1,6}$/.test(anchor.title)) {
    return { kind: 'uncertain', year };
  }
  if (
    /^(政府|政务)?(信息公开|公开)(平台|专栏|专题|目录)?$|^政务公开(平台)?$|^政府信息公开$|^法定主动公开内容$|^公开年报$|^年度报告$|^年报$/.test(
      title,
    )
  ) {
    return { kind: 'step' };
  }
  return { kind: 'other' };
}

function inColumnKind(
  title: string,
  anchor: Anchor,
  place: LinkPlace,
  isArticle: boolean,
  year: number | null,
): LinkKind {
  if (/年报|年度(工作)?报告/.test(title)) {
    return isArticle || year !== null ? { kind: 'uncertain', year } : { kind: 'column' };
  }
  if (aboutDisclosure.test(title) && year !== null) return { kind: 'uncertain', year };
  const isYear = /^20\d\d年?度?$/.test(title);
  const isGroup =
    isYear ||
    /(镇|乡|街道|街道办事处|局|委|委员会|办|办公室|部门|单位|政府|管委会|中心|院|厅|苏木|分局|支队)$/.test(
      title,
    );
  if (!isGroup) return { kind: 'other' };
  if (isArticle) return year !== null ? { kind: 'uncertain', year } : { kind: 'other' };
  const isBeside = isYear || isAlike(anchor.url, place.page);
  return isBeside || isBelow(anchor.url, place.page) ? { kind: 'column' } : { kind: 'other' };
}

/** Whether two addresses of a host differ in their numbers, ids and values only. */
function isAlike(url: string, other: string): boolean {
  const shapeOf = (address: string): string => {
    const { host, pathname, searchParams } = new URL(address);
    const path = pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{24,}|\d+/gi, '#');
    return `${host}${path}?${[...searchParams.keys()].sort().join('&')}`;
  };
  return (
    url !== other &&
    /\d|\?/.test(new URL(other).pathname + new URL(other).search) &&
    shapeOf(url) === shapeOf(other)
  );
}

/** Sub-sites of towns and bureaus below a portal: a directory of their own, named after them. */
export function isSubsite({ title, url }: Anchor, home: string): boolean {
  const { host, pathname, search } = new URL(url);
  return (
    host === new URL(home).host &&
    search === '' &&
    /^\/[\w-]+\/(index\.s?html?)?$/.test(pathname) &&
    /^[\u4e00-\u9fff]{2,10}(镇|乡|街道|街道办事处|苏木|人民政府)$/.test(plainTitle(title))
  );
}

/** Whether an address lies in the directory of a column, and deeper. */
function isBelow(url: string, column: string): boolean {
  const directory = new URL('.', column);
  const target = new URL(url);
  return (
    target.host === directory.host &&
    target.pathname.startsWith(directory.pathname) &&
    target.pathname !== new URL(column).pathname &&
    directory.pathname.length > 1
  );
}

function looksLikeColumn(url: string): boolean {
  return /\/$|\/index\.\w+$|\/col\d+\/|\/\w*list\w*\.\w+$|\/[\w-]*[a-z][\w-]*$/i.test(new URL(url).pathname);
}

/** Whether a page says of itself that it is an annual-report column (国办发〔2017〕47号 makes portals say so). */
export function isAnnualReportColumn(links: PageLinks): boolean {
  const name = plainTitle(links.metas.get('columnname') ?? '');
  const isArticle = (links.metas.get('articletitle') ?? '') !== '';
  const isNamed = /信息公开(工作)?(年度报告|年报)/.test(name) || name === '年度报告' || name === '年报';
  const isTyped = /信息公开年报/.test(links.metas.get('columntype') ?? '') && !confusers.test(name);
  return !isArticle && (isNamed || isTyped);
}

/** Whether a page itself is a report: its title says so, and its text has the words of the form. */
export function isReportPage(links: PageLinks, url: string): boolean {
  const title = links.metas.get('articletitle') || links.title;
  const kind = classifyLink({ url, title, date: null }, { inColumn: false, page: url }).kind;
  return (kind === 'report' || kind === 'column') && hasReportText(links.text);
}

/** Words that stand in the tables or headings of every edition since 2019. */
export function hasReportText(text: string): boolean {
  return /第二十条第|主动公开政府信息情况|收到和处理政府信息公开申请|总体情况[\s\S]{0,20000}行政复议/.test(
    text,
  );
}

/** Words that only the tables of the forms hold: where they are missing, pictures may stand for them. No optional words. */
export const tableWords =
  /第二十条第|本年新制作|本年制发|对外公开总数量|现行有效件数|本年新收政府信息公开申请|勾稽关系|统计指标|指标名称/;

const attachmentName = /\.(pdf|docx?|xlsx?|wps|et|ofd|zip|rar|rtf|jpe?g|png|tiff?|bmp|gif)$/i;
const pictureName = /\.(jpe?g|png|tiff?|bmp|gif)$/i;
const ornament = /logo|icon|banner|qrcode|erweima|weixin|jiucuo|red\.png|blue\.png/i;
const siteFolder = /\/(images?|img|css|style|skin|template|public)\//i;
/** Where editors put what comes with an article: `/attached/image/20210120/1.png`, `/ueditor/upload/…`, `./W02021….jpg`. */
const uploaded = /\/[WP]0\d{8,}|\/(upload|attach|files?|userfiles|ueditor)/i;

const isDecoration = (url: string): boolean =>
  ornament.test(url) || (siteFolder.test(url) && !uploaded.test(url));

function isAttachmentAddress(url: string): boolean {
  return (
    attachmentName.test(fileNameOf(url)) || /downfile\.jsp|download\.jsp|\/document\/download/i.test(url)
  );
}

/** More than any report has; beyond it lies a gallery. */
const mostAttachments = 40;

/**
 * Files that a document page links, embeds or shows. Pictures count only where the page's text does not hold the
 * report's tables, and only those that lie beside the page or were uploaded with it.
 *
 * @param linkText what the link to the page called it
 */
export function attachmentsOf(links: PageLinks, url: string, linkText: string | null = null): Anchor[] {
  const name = reportName(links, linkText);
  const found = new Map<string, Anchor>();
  const add = (given: Anchor) => {
    const anchor = shownInViewer(given);
    found.set(anchor.url, found.get(anchor.url) ?? anchor);
  };
  for (const anchor of links.anchors) {
    const isPicture = pictureName.test(fileNameOf(anchor.url));
    const isFile = isAttachmentAddress(anchor.url) || viewedFile(anchor.url) !== null;
    if (isFile && !(isPicture && isDecoration(anchor.url))) add(anchor);
  }
  // What is shown and not linked has no name of its own: it is what the page is.
  const shown = (address: string): Anchor => ({
    url: address,
    title: name ?? fileNameOf(address),
    date: null,
  });
  for (const source of [...links.embeds, ...links.frames])
    if (isAttachmentAddress(source) || viewedFile(source) !== null) add(shown(source));
  if (mayShowTables(links.text)) {
    for (const source of links.images) {
      const isOwn = isBelow(source, url) || uploaded.test(source);
      if (pictureName.test(fileNameOf(source)) && isOwn && !isDecoration(source)) add(shown(source));
    }
  }
  return [...found.values()].slice(0, mostAttachments);
}

/**
 * Whether pictures may be what the page has instead of tables: it has no text of a report, or the headings of the forms
 * since 2019 without their labels. Before, reports were illustrated texts.
 */
const mayShowTables = (text: string): boolean =>
  !tableWords.test(text) && (!hasReportText(text) || /收到和处理.{0,10}申请/.test(text));

/** What a page of a report calls itself, or was called by the link to it; null where neither names a report. */
const reportName = (links: PageLinks, linkText: string | null): string | null =>
  [links.metas.get('articletitle') ?? '', linkText ?? '', links.title].find(
    title => aboutDisclosure.test(title) && annualReport.test(plainTitle(title)),
  ) ?? null;

/** The file that a viewer such as `/pdfjs/web/viewer.html?file=/a.pdf` shows; null when it shows none. */
export function viewedFile(url: string): string | null {
  const { searchParams, pathname } = new URL(url);
  if (!/view|preview|pdf|read|online/i.test(pathname)) return null;
  for (const value of searchParams.values()) {
    if (attachmentName.test(value.split('?')[0] ?? '')) return resolveLink(value, url);
  }
  return null;
}

function shownInViewer(anchor: Anchor): Anchor {
  const file = viewedFile(anchor.url);
  return file === null ? anchor : { ...anchor, url: file };
}
