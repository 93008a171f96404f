/** Every place of a document that names a body: title, opening, signature, compiler, particulars. */

import type { Field } from './fields.ts';
import type { Gazetteer } from './gazetteer.ts';
import { cut, type Line, type Page, type Span, squeeze } from './lines.ts';
import type { Statement } from './statements.ts';
import type { Title } from './title-lines.ts';
import { bodiesInClauses } from './unit-clauses.ts';
import { coverIn, headingAbove, signatureIn, wholeName } from './unit-lines.ts';
import { bodyNameOf, partsBetweenYears } from './unit-name.ts';
import { fillerLabels, noSource, reportPhrase, sourceLabels } from './vocabulary.ts';
import { yearsIn } from './year.ts';

/** Kinds of evidence, the strongest first. */
export const ranks = [
  'title',
  'opening',
  'heading',
  'signature',
  'compiler',
  'body',
  'consolidation',
  'contact',
  'source_line',
  'meta',
  'mention',
  'publisher',
] as const;
export type Evidence = (typeof ranks)[number];

/** Evidence that needs no other: it says outright whose report it is. */
export const trusted: ReadonlySet<Evidence> = new Set(['title', 'opening', 'heading']);

export interface Candidate {
  readonly name: Span;
  readonly evidence: Evidence;
}

export interface UnitSources {
  readonly page: Page;
  readonly fields: readonly Field[];
  readonly title: Title | null;
  readonly bodyStart: number;
  readonly statements: readonly Statement[];
  readonly paragraphs: readonly Span[];
  readonly lastLines: readonly Line[];
}

function* allCandidates(sources: UnitSources, gazetteer: Gazetteer): Generator<Candidate | null> {
  const named = (evidence: Evidence, name: Span | null): Candidate | null =>
    name === null ? null : { name, evidence };
  const { title } = sources;
  const inTitle = title ? nameBeforeReport(title.span, gazetteer) : null;
  // A site's name stands above a column's as a body's above its report's; only the year tells them apart.
  const isColumn = title?.nameAbove === true && yearsIn(squeeze(title.span).folded).length === 0;
  if (!isColumn) yield named('title', inTitle);
  for (const statement of sources.statements) {
    if (statement.introduced) yield named('opening', nameInStatement(statement, gazetteer));
  }
  if (isColumn) yield named('heading', inTitle);
  yield named('heading', headingAbove(sources, gazetteer));
  for (const line of linesAboveTitle(sources))
    yield named('publisher', nameBeforeReport(line.dense, gazetteer));
  yield named('signature', signatureIn(sources.lastLines, gazetteer));
  yield named('signature', coverIn(sources, gazetteer));
  for (const paragraph of sources.paragraphs.slice(0, 60)) {
    for (const found of bodiesInClauses(paragraph, gazetteer)) {
      const { name, evidence } = found;
      if (evidence !== 'contact' || !answersForGovernment(name.folded, sources.paragraphs)) yield found;
    }
  }
  for (const field of sources.fields) {
    if (!sourceLabels.includes(field.label) || noSource.test(squeeze(field.value).folded)) continue;
    const name = bodyNameOf(field.value, gazetteer);
    const publishes =
      name && !fillerLabels.includes(field.label) && isPublisher(name.folded, sources.paragraphs);
    yield named(publishes ? 'publisher' : 'source_line', name);
  }
  const source = sources.page.meta('contentsource') ?? sources.page.meta('author');
  if (source && !noSource.test(squeeze(source).folded)) yield named('meta', bodyNameOf(source, gazetteer));
}

/** A page's own title above that of the text may spell out a name that the text shortens: 某某区财政局 above 区财政局. */
const linesAboveTitle = ({ page, title }: UnitSources): readonly Line[] =>
  page.lines
    .slice(0, title?.from ?? 0)
    .filter(line => !line.fromTable && reportTitle.test(line.dense.folded));
const reportTitle = /20\d\d.*(?:信息|政务)公开.*年度?报/;

/** A government's office puts the reports of all its bodies on its site; the text shows whether it speaks for the whole. */
const isPublisher = (name: string, paragraphs: readonly Span[]): boolean =>
  /(?:政府|国务院)(?:办公室|办公厅|办|网站)?$/.test(name) &&
  !/[镇乡](?:人民)?政府$/.test(name) &&
  !speaksForWhole(paragraphs) &&
  // An office may call itself 我办; what it serves may not.
  (name.endsWith('政府') || !paragraphs.some(({ folded }) => /我[办厅]|本办/.test(folded)));

/** Whoever answers for a government's report is no more than that: 请联系某某县政务服务中心, in a text that says 我县. */
const answersForGovernment = (name: string, paragraphs: readonly Span[]): boolean =>
  /(?:政务服务|行政服务|大数据|政务公开|信息)[^局]{0,8}(?:中心|办公室)$/.test(name) &&
  speaksForWhole(paragraphs) &&
  !paragraphs.some(({ folded }) => /我(?:局|委|办|厅|中心|单位)|本(?:局|中心|办)/.test(folded));

const speaksForWhole = (paragraphs: readonly Span[]): boolean =>
  paragraphs.some(({ folded }) => /[我全][省市县区州旗盟](?!委|政府)/.test(folded));

export const candidatesIn = (sources: UnitSources, gazetteer: Gazetteer): readonly Candidate[] =>
  [...allCandidates(sources, gazetteer)].filter(candidate => candidate !== null);

/** The body in front of the report's name in a title; 人民 left over from 人民政府信息公开 gets its 政府 back. */
export function nameBeforeReport(title: Span, gazetteer: Gazetteer): Span | null {
  const span = squeeze(title);
  const phrase = [...span.folded.matchAll(reportPhrase)].at(-1) ?? otherReport.exec(span.folded);
  if (!phrase) return null;
  const isSplit = span.folded.slice(0, phrase.index).endsWith('人民') && phrase[0].startsWith('政府');
  const before = cut(span, 0, phrase.index + (isSplit ? 2 : 0));
  return longestName(partsBetweenYears(before), gazetteer) ?? nameBehindReport(span, phrase, gazetteer);
}

/** 2023年政府信息公开工作年度报告(某某局), …年度报告——某某局. */
function nameBehindReport(title: Span, phrase: RegExpExecArray, gazetteer: Gazetteer): Span | null {
  const behind = cut(title, phrase.index + phrase[0].length);
  const found = /^(?:\(((?:[^()]|\([^()]*\)){3,50})\)|[-—–]{1,2}(.{3,50}))$/.exec(behind.folded);
  const name = found?.[1] ?? found?.[2];
  if (!name) return null;
  const start = behind.folded.indexOf(name);
  return wholeName(cut(behind, start, start + name.length), gazetteer);
}

/** What the titles of other documents name behind their unit. */
const otherReport = /(?:政府)?信息公开|年度报告|政务公开|政府网站|法治政府|依法行政/;

export function longestName(parts: readonly Span[], gazetteer: Gazetteer): Span | null {
  let longest: Span | null = null;
  const names = parts.map(part => bodyNameOf(part, gazetteer));
  const joined = names.map((name, index) => name && departmentOf(names[index - 1] ?? null, name, gazetteer));
  for (const name of [...names, ...joined]) {
    if (name && name.text.length > (longest?.text.length ?? 0)) longest = name;
  }
  return longest;
}

/** 崇仁县2015年教育局: the year stands between a place and what is its department. */
function departmentOf(before: Span | null, name: Span, gazetteer: Gazetteer): Span | null {
  if (before === null || gazetteer.leadingPlaces(name.folded).names.length > 0) return null;
  const { names, rest } = gazetteer.leadingPlaces(before.folded);
  if (names.length === 0 || rest !== '' || !department.test(name.folded)) return null;
  return { text: before.text + name.text, folded: before.folded + name.folded };
}
const department = /(?:局|厅|委|委员会|办公室|中心|人民政府)$/;

function nameInStatement(statement: Statement, gazetteer: Gazetteer): Span | null {
  let fallback: Span | null = null;
  for (const start of statement.starts) {
    let before = cut(statement.before, start);
    if (before.folded.endsWith('人民'))
      before = { text: `${before.text}政府`, folded: `${before.folded}政府` };
    const name = longestName(partsBetweenYears(withoutAsides(before)), gazetteer);
    if (!name) continue;
    if (gazetteer.leadingPlaces(name.folded).names.length > 0) return name;
    fallback ??= name;
  }
  fallback ??= statement.subject && wholeName(withoutAsides(statement.subject), gazetteer);
  return fallback;
}

/** Asides were blanked out to the same length; a name ends where one begins. */
function withoutAsides(span: Span): Span {
  const kept = [...span.folded].map((character, index) =>
    character === '□' ? '' : (span.text[index] ?? ''),
  );
  return { text: kept.join(''), folded: span.folded.replaceAll('□', '') };
}
