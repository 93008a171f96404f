/**
 * Index of the divisions by name: which places a text names, and which division a name means.
 * A name alone is no identity (鼓楼区 stands four times in the list), so every answer may be null.
 */

import type { Confidence, Division } from '../../schema/extraction.ts';

/** What else is known of where a name belongs. */
export interface PlaceHints {
  /** Division of the registered portal that the document came from. */
  readonly portalDivision?: string | null;
  /** Other places that the text names, in full. */
  readonly namedPlaces?: readonly string[];
}

export interface Resolution {
  readonly division: Division;
  /** `high` where a parent or the portal agrees, `medium` where only the name speaks. */
  readonly confidence: Confidence;
}

/** The places that a name begins with, largest first, and what follows them. */
export interface LeadingPlaces {
  readonly names: readonly string[];
  /** Divisions that the last of them may mean, given those before it. */
  readonly divisions: readonly Division[];
  readonly rest: string;
}

export interface Gazetteer {
  get(code: string): Division | null;
  /** Divisions of exactly this name, full (宁海县) or usual short form (凉山州, 宁海). */
  named(name: string): readonly Division[];
  /** The divisions above, nearest first, without rows that only carry the hierarchy. */
  ancestors(division: Division): readonly Division[];
  /** The longest run of places at the very start of a name. */
  leadingPlaces(text: string): LeadingPlaces;
  /** Full names of counties and higher that occur in a text, each once, in order. */
  placesIn(text: string): readonly string[];
  /** The one division that a name means, parents in front of it included (常州市钟楼区南大街街道). */
  resolve(name: string, hints?: PlaceHints): Resolution | null;
}

const longestName = 17;
/** Rows of the statistical list that carry the hierarchy and name no place. */
const hierarchyOnly = /^(?:市辖区|县|(?:省|自治区)直辖县级行政区划)$/;
/** County names that are also common nouns: a place only behind their city. */
const commonNouns = new Set(['城区', '郊区', '矿区', '新区', '老城区', '开发区']);
const peoples =
  '蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|' +
  '柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|鄂温克|保安|裕固|独龙|鄂伦春|各';
const autonomous = new RegExp(`^(.{2,}?)(?:(?:${peoples})族?)*自治(州|县|旗|区)$`);
/** A county's name without its suffix is trusted only in front of these. */
const zoneAhead =
  /^.{0,8}?(?:开发区|新区|高新|园区|保税|示范区|度假区|风景|名胜|试验区|合作区|管委会|管理委员会)/;

const lastLetters = new Set([...'省市县区旗州盟'].map(letter => letter.charCodeAt(0)));

export function createGazetteer(divisions: readonly Division[]): Gazetteer {
  const byCode = new Map<string, Division>();
  const full = new Map<string, Division | Division[]>();
  const short = new Map<string, Division | Division[]>();
  /** Longest name by its first two characters, and the last two of names of counties and higher. */
  const longestFrom = new Map<string, number>();
  const endings = new Set<string>();
  for (const division of divisions) {
    byCode.set(division.code, division);
    if (division.level !== 'township' && hierarchyOnly.test(division.name)) continue;
    add(full, division.name, division);
    noteLength(longestFrom, division.name);
    if (division.level === 'township') continue;
    endings.add(division.name.slice(-2));
    for (const name of shortForms(division.name)) {
      add(short, name, division);
      noteLength(longestFrom, name);
      if (name.endsWith('州')) endings.add(name.slice(-2));
    }
  }

  const named = (name: string): readonly Division[] => list(full.get(name) ?? short.get(name));

  function ancestors(division: Division): readonly Division[] {
    const chain: Division[] = [];
    let above = division.parent_code === null ? undefined : byCode.get(division.parent_code);
    while (above && chain.length < 4) {
      if (!hierarchyOnly.test(above.name)) chain.push(above);
      above = above.parent_code === null ? undefined : byCode.get(above.parent_code);
    }
    return chain;
  }

  const liesWithin = (division: Division, above: readonly Division[]): boolean => {
    const chain = ancestors(division);
    return above.some(candidate => chain.includes(candidate));
  };

  function placeAt(text: string, within: readonly Division[] | null): LeadingPlaces | null {
    const longest = Math.min(longestFrom.get(text.slice(0, 2)) ?? 0, longestName, text.length);
    for (let length = longest; length >= 2; length -= 1) {
      const name = text.slice(0, length);
      const rest = text.slice(length);
      const isFull = full.has(name) || (short.has(name) && /[州县旗]$/.test(name));
      if (!isFull && !short.has(name)) continue;
      // 南宁市场监督管理局 is the market regulator of 南宁, not a body of 南宁市.
      if (name.endsWith('市') && rest.startsWith('场')) continue;
      const candidates = named(name).filter(division => within === null || liesWithin(division, within));
      if (candidates.length === 0) continue;
      if (!isFull && !shortFormHolds(candidates, rest)) continue;
      return { names: [name], divisions: candidates, rest };
    }
    return null;
  }

  const shortFormHolds = (candidates: readonly Division[], rest: string): boolean =>
    rest.length >= 2 &&
    (candidates.some(division => division.level === 'province' || division.level === 'prefecture') ||
      zoneAhead.test(rest) ||
      placeAt(rest, candidates) !== null);

  function leadingPlaces(text: string): LeadingPlaces {
    const names: string[] = [];
    let places: readonly Division[] = [];
    let rest = text;
    while (names.length < 4) {
      const next = placeAt(rest, names.length === 0 ? null : places);
      if (next === null) break;
      names.push(...next.names);
      places = next.divisions;
      rest = next.rest;
    }
    return { names, divisions: places, rest };
  }

  function placesIn(text: string): readonly string[] {
    const found = new Set<string>();
    for (let end = 2; end <= text.length; end += 1) {
      if (!lastLetters.has(text.charCodeAt(end - 1)) || !endings.has(text.slice(end - 2, end))) continue;
      for (let length = Math.min(longestName, end); length >= 2; length -= 1) {
        const name = text.slice(end - length, end);
        const known = list(full.get(name) ?? (name.endsWith('州') ? short.get(name) : undefined));
        if (commonNouns.has(name) || !known.some(division => division.level !== 'township')) continue;
        found.add(name);
        break;
      }
    }
    return [...found];
  }

  function resolve(name: string, hints: PlaceHints = {}): Resolution | null {
    const { names, divisions: candidates, rest } = leadingPlaces(name);
    if (rest !== '' || candidates.length === 0) return null;
    return choose(candidates, names.length > 1, hints);
  }

  function choose(
    candidates: readonly Division[],
    parentPrinted: boolean,
    hints: PlaceHints,
  ): Resolution | null {
    const portal = hints.portalDivision ? (byCode.get(hints.portalDivision) ?? null) : null;
    const nearPortal = portal === null ? [] : candidates.filter(division => related(division, portal));
    const pool = nearPortal.length > 0 ? nearPortal : candidates;
    const supported = mostSupported(pool, new Set(hints.namedPlaces ?? []));
    const best = supported.divisions.length > 0 ? supported.divisions : pool;
    const only = best.length === 1 ? best[0] : undefined;
    if (!only) return null;
    const agreed = parentPrinted || nearPortal.length > 0 || supported.divisions.length > 0;
    // A town that the list knows once, elsewhere: more likely a namesake that the list does not know.
    if (!agreed && portal !== null && only.level === 'township') return null;
    return { division: only, confidence: agreed ? 'high' : 'medium' };
  }

  const related = (one: Division, other: Division): boolean =>
    one === other || ancestors(one).includes(other) || ancestors(other).includes(one);

  /** Candidates with the most ancestors among the named places; none when no ancestor is named at all. */
  function mostSupported(candidates: readonly Division[], places: ReadonlySet<string>) {
    let most = 0;
    let best: Division[] = [];
    for (const division of candidates) {
      const support = ancestors(division).filter(
        above => places.has(above.name) || shortForms(above.name).some(form => places.has(form)),
      ).length;
      if (support > most) best = [];
      most = Math.max(most, support);
      if (support > 0 && support === most) best.push(division);
    }
    return { divisions: best };
  }

  return { get: code => byCode.get(code) ?? null, named, ancestors, leadingPlaces, placesIn, resolve };
}

/** Usual short forms: 凉山彝族自治州 → 凉山州, 凉山; 宁海县 → 宁海. Never of one character. */
function shortForms(name: string): readonly string[] {
  const parts = name.includes('自治') ? autonomous.exec(name) : null;
  if (parts) {
    const [, stem = '', suffix = ''] = parts;
    return suffix === '区' ? [stem] : [stem + suffix, stem];
  }
  const stem = name.slice(0, -1);
  return stem.length >= 2 && /[省市县区旗盟]$/.test(name) ? [stem] : [];
}

function noteLength(longest: Map<string, number>, name: string): void {
  const begin = name.slice(0, 2);
  if (name.length > (longest.get(begin) ?? 0)) longest.set(begin, name.length);
}

function add(index: Map<string, Division | Division[]>, name: string, division: Division): void {
  const known = index.get(name);
  if (known === undefined) index.set(name, division);
  else if (Array.isArray(known)) known.push(division);
  else index.set(name, [known, division]);
}

function list(entry: Division | readonly Division[] | undefined): readonly Division[] {
  if (entry === undefined) return [];
  return 'code' in entry ? [entry] : entry;
}
