/** Whose report it is: every place that names a body, the best of them, and its fullest printed form. */

import type { SourceContext, UnitKind, UnitReading } from '../../schema/extraction.ts';
import type { Field } from './fields.ts';
import type { Gazetteer } from './gazetteer.ts';
import { cut, type Line, type Page, type Span, squeeze } from './lines.ts';
import type { Statement } from './statements.ts';
import type { Title } from './title.ts';
import { bodiesInClauses } from './unit-clauses.ts';
import { coverIn, headingAbove, signatureIn, wholeName } from './unit-lines.ts';
import {
  bodyNameOf,
  fitsSelfReference,
  isCaughtUp,
  isSameBody,
  kindOf,
  nameParts,
  partsBetweenYears,
  withoutInternalOffice,
} from './unit-name.ts';
import { placeUnit } from './unit-place.ts';
import { fillerLabels, introductions, noSource, reportPhrase, sourceLabels } from './vocabulary.ts';
import { yearsIn } from './year.ts';

/** Kinds of evidence, the strongest first. */
const ranks = [
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

export interface UnitFound {
  readonly unit: UnitReading | null;
  /** The other body that the text names outright as the one that reports; null where it names none. */
  readonly rival: string | null;
}

export function readUnit(sources: UnitSources, context: SourceContext, gazetteer: Gazetteer): UnitFound {
  const self = selfReferenceIn(sources.paragraphs);
  const candidates = candidatesIn(sources, gazetteer)
    .filter(
      ({ name, evidence }) =>
        !running.has(evidence) || !isCaughtUp(name.folded, sources.paragraphs, gazetteer),
    )
    .flatMap(candidate => fitted(candidate, self, gazetteer));
  const base = best(candidates);
  if (!base) return { unit: null, rival: null };
  const chosen = fullest(outsideOf(base, candidates, gazetteer), candidates, gazetteer);
  const name = aliasesIn(sources.paragraphs, gazetteer).get(chosen.name.folded) ?? chosen.name;
  const unit = placeUnit(name, chosen.evidence, sources.paragraphs, context, gazetteer);
  const rival = rivalOf(base, candidates, gazetteer);
  if (rival === null) return { unit, rival };
  return { unit: { ...unit, confidence: unit.confidence === 'high' ? 'medium' : 'low' }, rival: rival.text };
}

/** A body of the sentence that publishes the report that neither is that of the title nor part of it. */
function rivalOf(base: Candidate, candidates: readonly Candidate[], gazetteer: Gazetteer): Span | null {
  if (base.evidence !== 'title') return null;
  const own = base.name.folded;
  const shares = (name: string): boolean =>
    name.includes(own) ||
    own.includes(name) ||
    isSameBody(own, name, gazetteer) ||
    sharesPlace(own, name, gazetteer);
  return (
    candidates.find(({ name, evidence }) => evidence === 'opening' && !shares(name.folded))?.name ?? null
  );
}

/** A place reports as itself, as its government, its office: 越城区东湖街道, 东湖街道办事处. */
function sharesPlace(one: string, other: string, gazetteer: Gazetteer): boolean {
  const [first, second] = [nameParts(one, gazetteer), nameParts(other, gazetteer)];
  const isBare = [first, second].some(({ body }) =>
    /^(?:人民政府|政府|办事处)?(?:办公室|办公厅)?$/.test(body),
  );
  return isBare && first.places.at(-1) === second.places.at(-1);
}

/** The candidate if it may be what the text calls 我局, 我镇 …; else the body whose office it is, if that may. */
function fitted(candidate: Candidate, self: string | null, gazetteer: Gazetteer): readonly Candidate[] {
  const { name, evidence } = candidate;
  if (trusted.has(evidence) || self === null || fitsSelfReference(name.folded, self)) return [candidate];
  const owner = withoutInternalOffice(name, gazetteer);
  return owner !== null && fitsSelfReference(owner.folded, self) ? [{ name: owner, evidence }] : [];
}

/** Evidence that needs no other: it says outright whose report it is. */
const trusted: ReadonlySet<Evidence> = new Set(['title', 'opening', 'heading']);
/** Evidence cut out of running text, where a name has no edges of its own. */
const running: ReadonlySet<Evidence> = new Set(['compiler', 'body', 'contact', 'mention', 'consolidation']);

function best(candidates: readonly Candidate[]): Candidate | null {
  for (const evidence of ranks) {
    // Whose site it is names no body; it may spell out one that is named elsewhere.
    if (evidence === 'publisher') return null;
    const found = candidates.find(candidate => candidate.evidence === evidence);
    if (found) return found;
  }
  return null;
}

/** Offices of bodies whose offices never report themselves, as those of governments do. */
const ownOffice =
  /(?:大学|学院|学校|医院|集团|公司)(?:学校|校长|院长|党政|党委|综合|行政|[校院])?办(?:公室)?$/;

/** What such an office did in the year, its department did. */
const departmentsOffice = /(?:局|厅)(?:综合)?办(?:公室)?$/;

/** A report written by an office within the body that the text speaks of is that body's. */
function outsideOf(base: Candidate, candidates: readonly Candidate[], gazetteer: Gazetteer): Candidate {
  if (ownOffice.test(base.name.folded)) {
    const owner = withoutInternalOffice(base.name, gazetteer);
    if (owner) return { ...base, name: owner };
  }
  if (base.evidence === 'body' && departmentsOffice.test(base.name.folded)) {
    const owner = withoutInternalOffice(base.name, gazetteer);
    if (owner) return { ...base, name: owner };
  }
  if (base.evidence !== 'compiler') return base;
  const whole = candidates.find(
    ({ name, evidence }) =>
      evidence === 'body' && name.text !== base.name.text && base.name.text.startsWith(name.text),
  );
  if (whole) return whole;
  // The offices of towns, zones, schools … write for them; a government's or a department's is taken as printed.
  const owner = withoutInternalOffice(base.name, gazetteer);
  const kind = owner && kindOf(owner.folded, gazetteer);
  return owner && kind && officeNeverReports.has(kind) ? { ...base, name: owner } : base;
}

const officeNeverReports: ReadonlySet<UnitKind> = new Set([
  'township',
  'subdistrict',
  'zone',
  'authorised_organisation',
]);

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

/** A government's office puts the reports of all its bodies on its site; the text shows whether it speaks for the whole. */
const isPublisher = (name: string, paragraphs: readonly Span[]): boolean =>
  /(?:政府|国务院)(?:办公室|办公厅|办|网站)?$/.test(name) &&
  !/[镇乡](?:人民)?政府$/.test(name) &&
  !speaksForWhole(paragraphs) &&
  !paragraphs.some(({ folded }) => /我[办厅]|本办/.test(folded));

/** Whoever answers for a government's report is no more than that: 请联系某某县政务服务中心, in a text that says 我县. */
const answersForGovernment = (name: string, paragraphs: readonly Span[]): boolean =>
  /(?:政务服务|行政服务|大数据|政务公开|信息)[^局]{0,8}(?:中心|办公室)$/.test(name) &&
  speaksForWhole(paragraphs) &&
  !paragraphs.some(({ folded }) => /我(?:局|委|办|厅|中心|单位)|本(?:局|中心|办)/.test(folded));

const speaksForWhole = (paragraphs: readonly Span[]): boolean =>
  paragraphs.some(({ folded }) => /[我全][省市县区州旗盟](?!委|政府)/.test(folded));

const candidatesIn = (sources: UnitSources, gazetteer: Gazetteer): readonly Candidate[] =>
  [...allCandidates(sources, gazetteer)].filter(candidate => candidate !== null);

/** The body in front of the report's name in a title; 人民 left over from 人民政府信息公开 gets its 政府 back. */
function nameBeforeReport(title: Span, gazetteer: Gazetteer): Span | null {
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

/** Full names by the short ones that the text gives them: 国家税务总局某市某区税务局(以下简称“某区税务局”). */
function aliasesIn(paragraphs: readonly Span[], gazetteer: Gazetteer): ReadonlyMap<string, Span> {
  const names = new Map<string, Span>();
  for (const paragraph of paragraphs.slice(0, 40)) {
    for (const found of paragraph.folded.matchAll(alias)) {
      const before = cut(paragraph, Math.max(0, found.index - 60), found.index);
      const clause = cut(
        before,
        Math.max(...[...',。;:、《》'].map(mark => before.folded.lastIndexOf(mark))) + 1,
      );
      const name = nameAtEnd(clause, gazetteer);
      const short = found[1] ?? '';
      if (name && name.text.length > short.length && !names.has(short)) names.set(short, name);
    }
  }
  return names;
}

const alias = /\((?:以下简称|以下称|以下统称|下称|简称)[:为]?[“"']?([^“”"'()]{2,24})[”"']?\)/g;

/** The body's name that a clause ends with, behind whichever of its introducing words. */
function nameAtEnd(clause: Span, gazetteer: Gazetteer): Span | null {
  const starts = [...clause.folded.matchAll(introductions)].map(word => word.index + word[0].length);
  for (const start of [0, ...starts]) {
    const name = longestName(partsBetweenYears(cut(clause, start)).slice(-1), gazetteer);
    if (name) return name;
  }
  return null;
}

type Parts = ReturnType<typeof nameParts>;

function mayReplace(base: Candidate, own: Parts, candidate: Candidate, other: Parts): boolean {
  // 区统计局 → 于洪区统计局: a name without its place gains by any that has it.
  if (own.places.length === 0) return other.places.length > 0;
  const outright = candidate.evidence === 'signature' || trusted.has(candidate.evidence);
  // 某某镇 → 某某镇人民政府 only where the body itself signs so; others use place and body alike.
  if (own.body === '') {
    const isAbbreviated = base.name.folded.endsWith('街');
    const isFuller =
      other.body === '' ||
      (other.body === '办事处' && (isAbbreviated || other.places.length > own.places.length));
    return candidate.evidence === 'signature' || (!strong.has(base.evidence) && isFuller);
  }
  const spelledOut = own.body.replace('人民政府', '政府') === other.body.replace('人民政府', '政府');
  if (strong.has(base.evidence))
    return spelledOut && own.body !== other.body && (outright || bySource.has(candidate.evidence));
  return spelledOut || outright;
}

const bySource: ReadonlySet<Evidence> = new Set(['source_line', 'publisher']);
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
