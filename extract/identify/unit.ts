/** Whose report it is: every place that names a body, the best of them, and its fullest printed form. */

import type { SourceContext, UnitReading } from '../../schema/extraction.ts';
import type { Field } from './fields.ts';
import type { Gazetteer } from './gazetteer.ts';
import { cut, type Line, type Page, type Span, squeeze } from './lines.ts';
import { type Statement, startOfClause, withoutForeignDocuments } from './statements.ts';
import type { Title } from './title.ts';
import {
  bodyNameOf,
  fitsSelfReference,
  isSameBody,
  nameParts,
  partsBetweenYears,
  withoutInternalOffice,
} from './unit-name.ts';
import { placeUnit } from './unit-place.ts';
import { afterSubject, noSource, reportPhrase, sourceLabels } from './vocabulary.ts';

/** Kinds of evidence, the strongest first. */
const ranks = [
  'title',
  'opening',
  'heading',
  'signature',
  'compiler',
  'body',
  'contact',
  'source_line',
  'meta',
  'mention',
  'consolidation',
] as const;
type Evidence = (typeof ranks)[number];

interface Candidate {
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

export function readUnit(
  sources: UnitSources,
  context: SourceContext,
  gazetteer: Gazetteer,
): UnitReading | null {
  const self = selfReferenceIn(sources.paragraphs);
  const candidates = candidatesIn(sources, gazetteer).filter(
    ({ name, evidence }) => trusted.has(evidence) || self === null || fitsSelfReference(name.folded, self),
  );
  const base = best(candidates);
  if (!base) return null;
  const chosen = fullest(base, candidates, gazetteer);
  return placeUnit(chosen.name, chosen.evidence, sources.paragraphs, context, gazetteer);
}

/** Evidence that needs no other: it says outright whose report it is. */
const trusted: ReadonlySet<Evidence> = new Set(['title', 'opening', 'heading']);

function best(candidates: readonly Candidate[]): Candidate | null {
  for (const evidence of ranks) {
    const found = candidates.find(candidate => candidate.evidence === evidence);
    if (found) return found;
  }
  return null;
}

function* allCandidates(sources: UnitSources, gazetteer: Gazetteer): Generator<Candidate | null> {
  const named = (evidence: Evidence, name: Span | null): Candidate | null =>
    name === null ? null : { name, evidence };
  yield named('title', sources.title ? nameBeforeReport(sources.title.span, gazetteer) : null);
  for (const statement of sources.statements) {
    if (statement.introduced) yield named('opening', nameInStatement(statement, gazetteer));
  }
  yield named('heading', headingAbove(sources, gazetteer));
  yield named('signature', signatureIn(sources.lastLines, gazetteer));
  yield named('signature', coverIn(sources, gazetteer));
  for (const paragraph of sources.paragraphs.slice(0, 60)) {
    const text = withoutForeignDocuments(paragraph);
    for (const [evidence, pattern] of clausePatterns) {
      for (const found of text.folded.matchAll(pattern)) {
        yield named(evidence, nameAround(text, found, evidence, gazetteer));
      }
    }
    yield named('body', subjectOf(text, gazetteer));
  }
  for (const field of sources.fields) {
    if (!sourceLabels.includes(field.label) || noSource.test(squeeze(field.value).folded)) continue;
    yield named('source_line', bodyNameOf(field.value, gazetteer));
  }
  const source = sources.page.meta('contentsource') ?? sources.page.meta('author');
  if (source && !noSource.test(squeeze(source).folded)) yield named('meta', bodyNameOf(source, gazetteer));
}

const candidatesIn = (sources: UnitSources, gazetteer: Gazetteer): readonly Candidate[] =>
  [...allCandidates(sources, gazetteer)].filter(candidate => candidate !== null);

/** The body in front of the report's name in a title; 人民 left over from 人民政府信息公开 gets its 政府 back. */
function nameBeforeReport(title: Span, gazetteer: Gazetteer): Span | null {
  const span = squeeze(title);
  const phrases = [...span.folded.matchAll(reportPhrase)];
  const phrase = phrases.at(-1);
  if (!phrase) return null;
  const isSplit = span.folded.slice(0, phrase.index).endsWith('人民') && phrase[0].startsWith('政府');
  const before = cut(span, 0, phrase.index + (isSplit ? 2 : 0));
  return longestName(partsBetweenYears(before), gazetteer);
}

function longestName(parts: readonly Span[], gazetteer: Gazetteer): Span | null {
  let longest: Span | null = null;
  for (const part of parts) {
    const name = bodyNameOf(part, gazetteer);
    if (name && name.text.length > (longest?.text.length ?? 0)) longest = name;
  }
  return longest;
}

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
  return fallback;
}

/** Asides were blanked out to the same length; a name ends where one begins. */
function withoutAsides(span: Span): Span {
  const kept = [...span.folded].map((character, index) =>
    character === '□' ? '' : (span.text[index] ?? ''),
  );
  return { text: kept.join(''), folded: span.folded.replaceAll('□', '') };
}

/** A body alone on a line right above the text: 浑南区国资局. Among other such lines it is navigation. */
function headingAbove({ page, bodyStart, title }: UnitSources, gazetteer: Gazetteer): Span | null {
  const end = title && title.from > 0 ? title.from : bodyStart;
  const above = page.lines.slice(Math.max(0, end - 3), end).filter(line => !line.fromTable);
  const names = above.map(line => (line.text.length <= 40 ? bodyNameOf(line, gazetteer) : null));
  const found = names.filter(name => name !== null);
  const only = found.length === 1 ? found[0] : undefined;
  const line = only ? above[names.indexOf(only)] : undefined;
  return only && line && squeeze(line).text === only.text ? only : null;
}

const dateLine =
  /^(?:20\d\d年\d{1,2}月(?:\d{1,2}日)?|二[〇零○O][^日]{2,12}日?|20\d\d[-/.]\d{1,2}[-/.]\d{1,2})$/;

/** A body's name alone on a line, with a date right below (or behind it), near the end. */
function signatureIn(lines: readonly Line[], gazetteer: Gazetteer): Span | null {
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const line = lines[index];
    const above = lines[index - 1];
    if (!line || line.fromTable) continue;
    const span = squeeze(line);
    if (dateLine.test(span.folded) && above && above.text.length <= 44) {
      const name = wholeName(squeeze(above), gazetteer);
      if (name) return name;
    }
    const dated = /^(.{3,36}?)(20\d\d年\d{1,2}月\d{1,2}日)$/.exec(span.folded);
    const name = dated ? wholeName(cut(span, 0, (dated[1] ?? '').length), gazetteer) : null;
    if (name) return name;
  }
  return null;
}

function wholeName(span: Span, gazetteer: Gazetteer): Span | null {
  const name = bodyNameOf(span, gazetteer);
  return name && name.text.length >= span.text.length - 2 ? name : null;
}

/** A cover page: title, body, month of issue. */
function coverIn({ page, bodyStart }: UnitSources, gazetteer: Gazetteer): Span | null {
  return signatureIn(page.lines.slice(0, Math.min(bodyStart, 40)), gazetteer);
}

const clausePatterns: readonly (readonly [Evidence, RegExp])[] = [
  [
    'compiler',
    /由([^,。;:由]{2,50}?)(?:根据[^,。;]{0,30}|结合[^,。;]{0,30}|汇总[^,。;]{0,30}|综合[^,。;]{0,30})?(?:编制|编写|撰写|组织编制|负责编制|编辑)/g,
  ],
  [
    'compiler',
    /[,。;:]([^,。;:□]{2,30}?)(?:根据|结合|按照)[^,。;]{0,40}编制(?:了?本|20\d\d)[^,。;]{0,12}报告/g,
  ],
  [
    'compiler',
    /(?:汇总|综合)(?:20\d\d年度?)?([^,。;:]{2,30}?)的?(?:政府信息|政务|信息)公开[^,。;]{0,12}(?:编制|编写|撰写)/g,
  ],
  ['body', /(?:20\d\d年度?|结合)([^,。;:年□]{3,30}?)的?(?:政府信息公开|政务公开|信息公开)/g],
  [
    'contact',
    /(?:请与|可与|请和|可以与|请同|可向|请向|直接与|欢迎与)([^,。;:(□]{2,50}?)(?:联系|咨询|反映|提出|沟通|取得联系|反馈)/g,
  ],
  [
    'contact',
    /(?:请联系|可联系|联系单位:?|联系机构:?|受理机构:?|请致电|请咨询|可咨询)([^,。;:(□\d]{2,40}?)(?=[,。;:(\d]|联系|电话|地址|$)/g,
  ],
  [
    'mention',
    /(?:通过|登录|登陆|访问|在|依托|从)“?([^,。;:“”(□]{2,30}?)(?:政府)?(?:信息公开专栏|信息公开专网|官方网站|门户网站|官网|网站)/g,
  ],
  [
    'consolidation',
    /(?:综合|汇总)(?:了)?(?:20\d\d年度?)?(?:全?)([^,。;:□]{2,16}?)(?:各|所辖|所属)(?:县|区|市|乡|镇|部门|级)/g,
  ],
];

function nameAround(
  text: Span,
  found: RegExpExecArray,
  evidence: Evidence,
  gazetteer: Gazetteer,
): Span | null {
  const inner = found[1] ?? '';
  const start = found.index + found[0].indexOf(inner);
  // 某某县人民政府信息公开 shares its 政府 between the body and its work.
  const shared = inner.endsWith('人民') && text.folded.startsWith('政府', start + inner.length) ? 2 : 0;
  const span = cut(text, start, start + inner.length + shared);
  if (span.folded.includes('□')) return null;
  const name = evidence === 'contact' ? withoutInternalOffice(span, gazetteer) : bodyNameOf(span, gazetteer);
  if (!name) return null;
  if (evidence === 'mention' || evidence === 'compiler') {
    const { body } = nameParts(name.folded, gazetteer);
    // A report is often read on the government's site, and written by the office for disclosure.
    if (evidence === 'mention' && /^(?:人民政府|政府)?$/.test(body) && !/[镇乡道]/.test(name.folded))
      return null;
    if (/信息公开|政务公开/.test(body)) return withoutInternalOffice(span, gazetteer);
  }
  return name;
}

/** Body that a clause of the paragraph begins with and that then did something: 2025年，霍城县水利局坚持… */
function subjectOf(text: Span, gazetteer: Gazetteer): Span | null {
  const limit = Math.min(text.folded.length, 600);
  for (let index = 2; index < limit; index += 1) {
    if (!subjectEnd.has(text.folded[index - 1] ?? '')) continue;
    const ahead = text.folded.slice(index, index + 8);
    if (!afterSubject.test(ahead) || (text.folded[index - 1] === '府' && ahead.startsWith('信息'))) continue;
    const start = startOfClause(text.folded, index);
    if (index - start < 3) continue;
    const clause = cut(text, start, index);
    const body = cut(clause, leadIn.exec(clause.folded)?.[0].length ?? 0);
    if (body.text.length < 3 || body.text.length > 34 || body.folded.includes('□')) continue;
    const name = bodyNameOf(body, gazetteer);
    if (name && name.text.length === body.text.length) return name;
  }
  return null;
}

const subjectEnd = new Set([...'局厅委办室部署处院中心队站所社馆街道镇乡区市县省州盟旗府会关司园公']);
/** What may stand between the start of a clause and its subject. */
const leadIn =
  /^(?:(?:20\d\d年?(?:度|以来|来)?|今年|一年来|年内|全年|本年度|过去一年)的?|\([一二三四五六七八九十]\)|[一二三四五六七八九十]{1,2}、|\d{1,2}[、.]|[^,。]{1,14}(?:情况|方面|工作)[。:.]|(?:一|二|三|四)是|其中|截[至止]20\d\d年(?:底|末|12月31日))+/;

function fullest(base: Candidate, candidates: readonly Candidate[], gazetteer: Gazetteer): Candidate {
  const own = nameParts(base.name.folded, gazetteer);
  let chosen = base;
  for (const candidate of candidates) {
    const { name } = candidate;
    const gainsPlace = own.places.length === 0 && chosen === base;
    if (name.text.length <= chosen.name.text.length && !gainsPlace) continue;
    if (!isSameBody(chosen.name.folded, name.folded, gazetteer)) continue;
    const other = nameParts(name.folded, gazetteer);
    if (other.places.length < own.places.length) continue;
    if (mayReplace(base, own, candidate, other)) chosen = candidate;
  }
  return chosen;
}

type Parts = ReturnType<typeof nameParts>;

function mayReplace(base: Candidate, own: Parts, candidate: Candidate, other: Parts): boolean {
  // 区统计局 → 于洪区统计局: a name without its place gains by any that has it.
  if (own.places.length === 0) return other.places.length > 0;
  const outright = candidate.evidence === 'signature' || trusted.has(candidate.evidence);
  // 某某镇 → 某某镇人民政府 only where the body itself signs so; others use place and body alike.
  if (own.body === '')
    return candidate.evidence === 'signature' || (!strong.has(base.evidence) && other.body === '');
  const spelledOut = own.body.replace('人民政府', '政府') === other.body.replace('人民政府', '政府');
  if (strong.has(base.evidence))
    return spelledOut && own.body !== other.body && (outright || candidate.evidence === 'source_line');
  return spelledOut || outright;
}

const strong: ReadonlySet<Evidence> = new Set(['title', 'opening', 'heading', 'signature']);

/** 我局, 我镇 …: what the text calls its own body; null where it does not, or in several ways. */
function selfReferenceIn(paragraphs: readonly Span[]): string | null {
  const counts = new Map<string, number>();
  for (const { folded } of paragraphs.slice(0, 120)) {
    for (const found of folded.slice(0, 2000).matchAll(/我(局|委|厅|镇|乡|街道)/g)) {
      const word = found[1] ?? '';
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return counts.size === 1 ? ([...counts.keys()][0] ?? null) : null;
}
