/** Where a named body belongs: its own division, or the one it serves, and the division above. */

import type { Confidence, Division, SourceContext, UnitKind, UnitReading } from '../../schema/extraction.ts';
import type { Gazetteer, Resolution } from './gazetteer.ts';
import type { Span } from './lines.ts';
import { kindOf, nameParts } from './unit-name.ts';

/** Evidence in which the body is named as the one that reports. */
const outright = new Set(['title', 'opening', 'heading', 'signature']);
const places: ReadonlySet<UnitKind> = new Set(['government', 'township', 'subdistrict']);
/** What follows known places and is a county or district itself. */
const unknownPlace = /^[\u3400-\u9fff]{2,6}(?:县|区|市|旗)(?:人民政府|政府)?(?:办公室|办公厅)?$/;
const searchedCharacters = 12_000;

export function placeUnit(
  name: Span,
  evidence: string,
  paragraphs: readonly Span[],
  context: SourceContext,
  gazetteer: Gazetteer,
): UnitReading {
  const kind = kindOf(name.folded, gazetteer);
  const resolution = kind === 'ministry' ? null : resolveName(name.folded, paragraphs, context, gazetteer);
  const isPlace = kind !== null && places.has(kind);
  const division = resolution?.division ?? null;
  return {
    name: name.text,
    kind,
    division_code: division?.code ?? null,
    parent: parentOf(name.folded, division, isPlace, gazetteer),
    confidence: confidenceOf(kind, evidence, resolution, name.folded, gazetteer),
    evidence,
  };
}

function resolveName(
  printed: string,
  paragraphs: readonly Span[],
  context: SourceContext,
  gazetteer: Gazetteer,
): Resolution | null {
  // The list spells every 街 and 街办 街道.
  const name = printed.replace(/街办?$/, '街道');
  const portalDivision = context.portal?.division_code ?? null;
  const { places: chain, bareLevel, body } = nameParts(name, gazetteer);
  // 三明市梅列区 of a list that has it no more: not 三明市 for that.
  if (chain.length > 0 && unknownPlace.test(body) && kindOf(name, gazetteer) !== 'zone') return null;
  if (chain.length === 0)
    return bareLevel === null
      ? servedByPortal(name, portalDivision, gazetteer)
      : portalAt(bareLevel, portalDivision, gazetteer);
  const text = paragraphs
    .map(({ folded }) => folded)
    .join('\n')
    .slice(0, searchedCharacters);
  const own = chain.join('');
  const hints = {
    portalDivision,
    namedPlaces: gazetteer.placesIn(text).filter(place => !chain.includes(place)),
  };
  const town = /^(.{2,20}?(?:街道|镇|乡|苏木))(?:办事处|办|人民政府|政府)?$/.exec(name)?.[1];
  return gazetteer.resolve(town ?? own, hints);
}

/** 区统计局 on the portal of a district: the portal's division, or the nearest above it that is a 区. */
function portalAt(level: string, portalDivision: string | null, gazetteer: Gazetteer): Resolution | null {
  const portal = portalDivision === null ? null : gazetteer.get(portalDivision);
  if (portal === null) return null;
  const division = [portal, ...gazetteer.ancestors(portal)].find(({ name }) => name.endsWith(level));
  return division ? { division, confidence: 'medium' } : null;
}

/** 教育局 without any place serves the portal's division; 某某镇 unknown to the list does not. */
function servedByPortal(
  name: string,
  portalDivision: string | null,
  gazetteer: Gazetteer,
): Resolution | null {
  const division = portalDivision === null ? null : gazetteer.get(portalDivision);
  const kind = kindOf(name, gazetteer);
  return division && kind === 'department' ? { division, confidence: 'medium' } : null;
}

/** The division above a place, or the one a department serves; printed in the name, else by the list. */
function parentOf(
  name: string,
  division: Division | null,
  isPlace: boolean,
  gazetteer: Gazetteer,
): string | null {
  if (division) return isPlace ? (gazetteer.ancestors(division)[0]?.name ?? null) : division.name;
  const { places: chain, body } = nameParts(name, gazetteer);
  return (isPlace && !unknownPlace.test(body) ? chain.at(-2) : chain.at(-1)) ?? null;
}

function confidenceOf(
  kind: UnitKind | null,
  evidence: string,
  resolution: Resolution | null,
  name: string,
  gazetteer: Gazetteer,
): Confidence {
  const placed = resolution !== null || kind === 'ministry';
  if (outright.has(evidence)) {
    if (placed) return resolution?.confidence ?? 'high';
    return nameParts(name, gazetteer).places.length > 0 ? 'medium' : 'low';
  }
  return placed && resolution?.confidence !== 'low' ? 'medium' : 'low';
}
