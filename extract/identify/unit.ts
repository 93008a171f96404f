/** Whose report it is: the best of the places that name a body, and its fullest printed form. */

import type { SourceContext, UnitKind, UnitReading } from '../../schema/extraction.ts';
import type { Gazetteer } from './gazetteer.ts';
import type { Span } from './lines.ts';
import {
  type Candidate,
  candidatesIn,
  type Evidence,
  ranks,
  trusted,
  type UnitSources,
} from './unit-candidates.ts';
import { aliasesIn, fullest } from './unit-fullest.ts';
import {
  fitsSelfReference,
  isCaughtUp,
  isSameBody,
  kindOf,
  nameParts,
  withoutInternalOffice,
} from './unit-name.ts';
import { placeUnit } from './unit-place.ts';

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

/** 我局, 我镇 …: what the text calls its own body; null where it does not, or in several ways. */
function selfReferenceIn(paragraphs: readonly Span[]): string | null {
  const counts = new Map<string, number>();
  for (const { folded } of paragraphs.slice(0, 120)) {
    for (const found of folded.slice(0, 2000).matchAll(/我(局|委|厅|镇|乡|街道?)/g)) {
      const word = found[1] === '街' ? '街道' : (found[1] ?? '');
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return counts.size === 1 ? ([...counts.keys()][0] ?? null) : null;
}
