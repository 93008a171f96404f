/** Lines that may be the report's title, whole even where it is broken over lines or runs into its text. */

import type { Gazetteer } from './gazetteer.ts';
import { cut, join, type Line, type Span, squeeze } from './lines.ts';
import { bodyNameOf, isPlainlyBody, kindOf, looksLikeBody, partsBetweenYears } from './unit-name.ts';
import { afterReportPhrase, breadcrumb, reportPhrase, reportWord, yearToken } from './vocabulary.ts';

export interface Title {
  readonly span: Span;
  /** First and one past the last line it stands on; -1 where it is only in the head of the document. */
  readonly from: number;
  readonly to: number;
  readonly evidence: 'title' | 'name_field' | 'meta' | 'document_title';
  /** Whether the body's name came from a line above, which a column's name may have as well. */
  readonly nameAbove?: boolean;
}

export const longestTitle = 90;
/** A title stands not further above its text than this; more lines are lists of titles. */
const candidateLines = 120;
const sentenceMark = /[。!?;]|[,，].*(?:报告如下|现将)/;
/** Labels of the table of particulars, whose line may name a column like a report: 分类 | 政府信息公开年报. */
const particulars = /索引号|发布机构|公开机构|分类[|:]|文号|主题词/;

export function isTitleLike(text: string): boolean {
  if (text.length > longestTitle || !reportWord.test(text)) return false;
  if (sentenceMark.test(text) || breadcrumb.test(text)) return false;
  if (particulars.test(text)) return false;
  const found = lastPhrase(text);
  if (!found) return false;
  // 《…年度报告》解读: the report is named in title marks.
  const after = text.slice(found.end).replace(/^[》”"]/, '');
  return (
    afterReportPhrase.test(after) ||
    /^(?:的?(?:政策|文字|图文|图片)?(?:解读|图解|问答)|的?(?:通知|函|公告|说明))/.test(after)
  );
}

function lastPhrase(text: string): { readonly start: number; readonly end: number } | null {
  if (!reportWord.test(text)) return null;
  let found: { start: number; end: number } | null = null;
  for (const match of text.matchAll(reportPhrase)) {
    found = { start: match.index, end: match.index + match[0].length };
  }
  return found;
}

export function titleLines(
  lines: readonly Line[],
  start: number,
  articleFrom: number,
  gazetteer: Gazetteer,
): Title[] {
  const titles: Title[] = [];
  // A report without prose or headings in front may still be a title and nothing else.
  const end = Math.min(lines.length, start === lines.length ? candidateLines : start + 3);
  for (let index = Math.max(0, end - candidateLines); index < end; index += 1) {
    const line = lines[index];
    if (!line || breadcrumb.test(line.folded)) continue;
    if (line.text.length > longestTitle) {
      const head = titleAhead(line);
      if (head) titles.push({ span: head, from: index, to: index + 1, evidence: 'title' });
      continue;
    }
    const single = line.dense;
    if (isTitleLike(single.folded)) {
      titles.push({ span: line, from: index, to: index + 1, evidence: 'title' });
      continue;
    }
    for (let count = 2; count <= 3; count += 1) {
      const isArticle = index >= articleFrom && !isOneOfMany(lines, index);
      const broken = brokenTitle(lines.slice(index, index + count), isArticle, gazetteer);
      if (broken) titles.push({ ...broken, from: index, to: index + count, evidence: 'title' });
      if (broken) break;
    }
  }
  const bare = titles.filter(title => title.to - title.from === 1 && !hasUnitOrYear(title.span, gazetteer));
  for (const title of bare) {
    const isArticle = title.from > articleFrom && !isOneOfMany(lines, title.from - 1);
    const above = brokenTitle(lines.slice(Math.max(title.from - 1, 0), title.to), isArticle, gazetteer);
    if (above) titles.push({ ...title, ...above, from: title.from - 1 });
  }
  for (const title of titles.filter(title => title.to - title.from === 1)) {
    const above = lines[title.from - 1];
    if (!above || bare.includes(title) || unitOf(title.span, gazetteer) !== null) continue;
    const isArticle = title.from > articleFrom && !isOneOfMany(lines, title.from - 1);
    const joined = brokenTitle(lines.slice(title.from - 1, title.to), isArticle, gazetteer);
    if (joined) titles.push({ ...title, ...joined, from: title.from - 1 });
  }
  return titles;
}

/** The title at the head of a whole text on one line: 某某局 2022年度政府信息公开工作的报告 根据《…. */
function titleAhead(line: Line): Span | null {
  for (const gap of [...line.folded.slice(0, longestTitle).matchAll(/ /g)].slice(0, 6)) {
    const head = squeeze(cut(line, 0, gap.index));
    if (head.text.length >= 10 && isTitleLike(head.folded) && beginsReport.test(line.folded.slice(gap.index)))
      return head;
  }
  return null;
}

const beginsReport = /^ *(?:根据|依据|按照|依照|为|本|现|自|一、|\(一\)|引言|概述|20\d\d年)/;

/** A body's name right below another's: a list of links, of which none belongs to the title below. */
function isOneOfMany(lines: readonly Line[], index: number): boolean {
  const [above, line] = [lines[index - 1], lines[index]];
  return [above, line].every(each => each !== undefined && looksLikeBody(each.dense.folded));
}

/** Lines that only together are a title: 某某镇2020年政府信息 / 公开工作年度报告, or the unit alone above the rest. */
function brokenTitle(
  lines: readonly Line[],
  isArticle: boolean,
  gazetteer: Gazetteer,
): Pick<Title, 'span' | 'nameAbove'> | null {
  const pieces = lines.map(line => line.dense);
  if (!pieces.some(piece => /[报告总结]/.test(piece.folded))) return null;
  if (lines.length < 2 || lines.some(line => line.text.length > 60 || /[。;:|]/.test(line.folded)))
    return null;
  if (lines.some(line => breadcrumb.test(line.folded))) return null;
  const joined = join(pieces);
  if (!isTitleLike(joined.folded)) return null;
  const first = pieces[0];
  const phrase = lastPhrase(joined.folded);
  if (!first || !phrase) return null;
  const crosses = phrase.start < first.folded.length;
  if (crosses) return isTitleLike(first.folded) ? null : { span: joined };
  // In navigation a body's name above a column's (政府信息公开年报) is no title.
  if (!isArticle || lines.length > 2) return null;
  const names = partsBetweenYears(first).flatMap(part => bodyNameOf(part, gazetteer) ?? []);
  if (!names.some(({ folded }) => isPlainlyBody(folded, gazetteer)) || !startsLikeName(first.folded))
    return null;
  // The title has a body of its own: the line above is its signature or the site's, unless it is its owner.
  const own = unitOf(cut(joined, first.folded.length), gazetteer);
  if (own !== null && !names.some(name => isOwnerOf(name, own, gazetteer))) return null;
  return { span: joined, nameAbove: true };
}

/** A zone above an office that is named without any place: 某某风景区管理委员会 / 卫生健康办公室. */
const isOwnerOf = (owner: Span, body: Span, gazetteer: Gazetteer): boolean =>
  owner.folded !== body.folded &&
  kindOf(owner.folded, gazetteer) === 'zone' &&
  gazetteer.leadingPlaces(body.folded).names.length === 0;

const startsLikeName = (text: string): boolean => text.length <= 40 && !/[,、!?]/.test(text);

export function unitOf(span: Span, gazetteer: Gazetteer): Span | null {
  const squeezed = squeeze(span);
  const phrase = lastPhrase(squeezed.folded);
  if (!phrase) return null;
  for (const part of partsBetweenYears(cut(squeezed, 0, phrase.start))) {
    const name = bodyNameOf(part, gazetteer);
    if (name) return name;
  }
  return null;
}

export const hasUnitOrYear = (span: Span, gazetteer: Gazetteer): boolean =>
  unitOf(span, gazetteer) !== null || hasYear(span);

export const hasYear = (span: Span): boolean => squeeze(span).folded.search(yearToken) !== -1;
