/** The document's title: which of its lines it is, or what its head says. */

import type { Field } from './fields.ts';
import type { Gazetteer } from './gazetteer.ts';
import { cut, type Line, type Page, type Span, squeeze } from './lines.ts';
import {
  hasUnitOrYear,
  hasYear,
  isTitleLike,
  longestTitle,
  type Title,
  titleLines,
  unitOf,
} from './title-lines.ts';
import { bodyNameOf } from './unit-name.ts';
import { breadcrumb, disclosureLaw, isSectionHeading, nameLabels } from './vocabulary.ts';

/** Endings of the titles of other documents. */
const otherTitle =
  /(?:通知|公告|通报|函|制度|办法|规定|条例|意见|方案|指南|目录|要点|报表|统计表?|数据统计|情况统计|情况|解读|图解|报告|年报|总结|情况说明|说明|计划|问答|决定|名单|公示|清单|预算|决算)(?:\([^()]{1,20}\))?$/;

/** Index of the first line that belongs to the article's text, or the number of lines. */
export function bodyStart(lines: readonly Line[]): number {
  const index = lines.findIndex(line => {
    if (line.fromTable || breadcrumb.test(line.folded)) return false;
    const text = line.dense.folded;
    return isSectionHeading(text) || (text.length >= 28 && /[,。:]/.test(text) && isProse(text));
  });
  return index === -1 ? lines.length : index;
}

const isProse = (text: string): boolean =>
  disclosureLaw.test(text) || /统计(?:期限|时间|时限)|报告如下|信息公开|政务公开|编制/.test(text);

export function findTitle(
  page: Page,
  fields: readonly Field[],
  start: number,
  gazetteer: Gazetteer,
): Title | null {
  const named = fields.find(
    field => nameLabels.includes(field.label) && field.value.text.length <= longestTitle,
  );
  const meta = page.meta('articletitle') ?? page.meta('title');
  const heads = [meta, page.documentTitle].filter(span => span !== null).map(withoutSiteName);
  const known = [...heads, ...(named ? [named.value] : [])].map(span => squeeze(span).folded);
  const articleFrom = afterBreadcrumb(page.lines, start);
  const candidates = titleLines(page.lines, start, articleFrom, gazetteer);
  let best: Title | null = null;
  let bestScore = 0;
  for (const candidate of candidates) {
    const score = scoreOf(candidate, page.lines, start, articleFrom, known, gazetteer);
    if (score > bestScore) {
      best = candidate;
      bestScore = score;
    }
  }
  const other =
    best && !hasUnitOrYear(best.span, gazetteer) ? otherTitleBelow(page.lines, best.to, start) : null;
  if (other) return other;
  if (best) return withUnitAhead(best, candidates, gazetteer);
  if (named && isTitleLike(squeeze(named.value).folded)) return fromHead(named.value, 'name_field');
  for (const [span, evidence] of [
    [heads[0] ?? null, meta ? 'meta' : 'document_title'],
    [heads[1] ?? null, 'document_title'],
  ] as const) {
    if (span && isTitleLike(squeeze(span).folded)) return fromHead(span, evidence);
  }
  return plainTitle(
    page,
    start,
    named?.value ?? null,
    heads[0] ?? heads[1] ?? null,
    meta !== null,
    gazetteer,
  );
}

/** The title of another document between a mere 政府信息公开年报, which is a column's name then, and the text. */
function otherTitleBelow(lines: readonly Line[], from: number, start: number): Title | null {
  for (let index = start - 1; index >= Math.max(from, 0); index -= 1) {
    const line = lines[index];
    if (!line || line.fromTable || line.text.length > longestTitle) continue;
    const text = line.dense.folded;
    if (text.length >= 9 && otherTitle.test(text) && !/[:|]/.test(text) && !isTitleLike(text))
      return { span: line, from: index, to: index + 1, evidence: 'title' };
  }
  return null;
}

/** The same title where a line above or elsewhere has it with the body in front: 某某管委会 / 卫生健康办公室2023年…报告. */
function withUnitAhead(title: Title, candidates: readonly Title[], gazetteer: Gazetteer): Title {
  const text = squeeze(title.span).folded;
  for (const { span } of candidates) {
    const whole = squeeze(span);
    const ahead = cut(whole, 0, Math.max(0, whole.text.length - text.length));
    if (ahead.text === '' || !whole.folded.endsWith(text)) continue;
    if (bodyNameOf(ahead, gazetteer)?.text.length === ahead.text.length) return { ...title, span };
  }
  return title;
}

const fromHead = (span: Span, evidence: Title['evidence']): Title => ({ span, from: -1, to: -1, evidence });

/** A title that is not a report's: what the page itself calls its title, or a heading above the text. */
function plainTitle(
  page: Page,
  start: number,
  named: Span | null,
  head: Span | null,
  fromMeta: boolean,
  gazetteer: Gazetteer,
): Title | null {
  const headText = head === null ? '' : squeeze(head).folded;
  const above = page.lines.slice(0, Math.min(start, 60)).map((line, index) => ({ line, index }));
  const possible = above.filter(
    ({ line }) =>
      !line.fromTable &&
      line.text.length <= longestTitle &&
      !breadcrumb.test(line.folded) &&
      !isSectionHeading(line.dense.folded),
  );
  const chosen =
    possible.find(({ line }) => line.dense.folded === headText) ??
    possible.find(({ line }) => endsLikeTitle(line.dense.folded)) ??
    possible.findLast(({ line }) => line.level !== null && !namesSite(line, gazetteer));
  if (chosen) return { span: chosen.line, from: chosen.index, to: chosen.index + 1, evidence: 'title' };
  if (named) return fromHead(named, 'name_field');
  if (head === null || head.text === '' || namesSite(head, gazetteer)) return null;
  return fromHead(head, fromMeta ? 'meta' : 'document_title');
}

const endsLikeTitle = (text: string): boolean =>
  text.length >= 8 &&
  otherTitle.test(text) &&
  !/[:|]|^\(?[一二三四五六七八九十]{1,3}[、.)]|^(?:法定主动|依申请|政府|政务)*(?:信息|内容)?公开(?:内容|年报|指南|制度|目录)$/.test(
    text,
  );

/** A page's head often holds the site's name and nothing else. */
const namesSite = (span: Span, gazetteer: Gazetteer): boolean =>
  /(?:网|网站|门户|平台|首页|主站)$/.test(span.folded) ||
  bodyNameOf(span, gazetteer)?.text.length === squeeze(span).text.length;

/** The article stands behind the breadcrumb, navigation before it. */
function afterBreadcrumb(lines: readonly Line[], start: number): number {
  return lines.slice(0, start).findLastIndex(line => breadcrumb.test(line.folded)) + 1;
}

function scoreOf(
  title: Title,
  lines: readonly Line[],
  start: number,
  articleFrom: number,
  known: readonly string[],
  gazetteer: Gazetteer,
): number {
  const text = squeeze(title.span).folded;
  const gap = start - title.to;
  let score = title.from < articleFrom ? -3 : 1;
  if (known.includes(text)) score += 5;
  if (known.some(other => other !== text && other.includes(text) && text.length > 12)) score += 2;
  if (lines.slice(title.from, title.to).some(line => line.level !== null)) score += 3;
  if (hasYear(title.span)) score += 2;
  if (unitOf(title.span, gazetteer) !== null) score += 3;
  if (!hasUnitOrYear(title.span, gazetteer)) score -= 0.5;
  if (gap >= 0 && gap <= 12) score += 3 - gap * 0.1;
  if (title.to - title.from > 1) score -= 0.1;
  return score;
}

/** 某某镇2020年…年度报告-宁海县人民政府 and the like: the segment that is the title. */
function withoutSiteName(span: Span): Span {
  const separators = [...span.folded.matchAll(/\s[-–—]\s|[_|]|[-–—](?=[^-–—]{2,30}$)|\s*[>»]\s*/g)];
  let start = 0;
  const segments: Span[] = [];
  for (const separator of separators) {
    segments.push(cut(span, start, separator.index));
    start = separator.index + separator[0].length;
  }
  segments.push(cut(span, start));
  const best = segments.find(segment => isTitleLike(squeeze(segment).folded)) ?? segments[0] ?? span;
  const trimmed = best.text.trim();
  const offset = best.text.indexOf(trimmed);
  return cut(best, offset, offset + trimmed.length);
}
