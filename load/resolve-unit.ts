/**
 * Finds out which unit a document is of: by a person's decision, by its own words, by the site it stands on.
 * What remains unknown stays unknown, and says why: a person can decide it for ever.
 */

import type { Decision } from '../data/decisions/decisions.ts';
import type { Extraction, UnitKind } from '../schema/extraction.ts';
import type { Portal } from '../schema/portal.ts';
import type { unitResolutions, unresolvedReasons } from '../schema/tables/index.ts';
import type { DivisionRegister } from './division-register.ts';
import { countryCode, hostOf, normaliseName, portalIdentity, unitIdentity } from './unit-identity.ts';

export type UnresolvedReason = (typeof unresolvedReasons)[number];

export interface Resolution {
  /** Null: unresolved. A copy's is what it claims; it holds only where another document makes the unit. */
  readonly identity: string | null;
  readonly resolution: (typeof unitResolutions)[number] | null;
  /** Null while resolved; of a copy, what it is if nothing else makes its unit. */
  readonly reason: UnresolvedReason | null;
  /** 0: a source. 1: a copy, which may join a known unit. 2: a clone, which may join a known report. */
  readonly copy: 0 | 1 | 2;
  readonly report_year: number | null;
  /** Codes that the body may be of. */
  readonly candidates: readonly string[];
}

/** Where a document came from. */
export interface Source {
  readonly url: string;
  readonly portal: string | null;
}

/** 2: on a .gov.cn host or one of the registry. 1: handed in without a web address. 0: anywhere else. */
export type Trust = 0 | 1 | 2;

export interface DecidedUnit {
  readonly name: string;
  readonly kind: UnitKind | null;
}

export class UnitResolver {
  /** The units that decisions name, by identity. */
  readonly decided: ReadonlyMap<string, DecidedUnit>;
  readonly #register: DivisionRegister;
  readonly #decisions: readonly Decision[];
  readonly #portals = new Map<string, Portal>();
  readonly #portalOfHost = new Map<string, Portal>();
  readonly #codesOfName = new Map<string, string[]>();
  readonly #trustOfOrigin = new Map<string, Trust>();

  constructor(register: DivisionRegister, portals: readonly Portal[], decisions: readonly Decision[]) {
    this.#register = register;
    this.#decisions = decisions;
    for (const portal of portals) {
      this.#portals.set(portal.id, portal);
      for (const host of [hostOf(portal.home) ?? portal.home, ...portal.hosts])
        this.#portalOfHost.set(host, portal);
    }
    for (const { code, name } of register.byCode.values()) {
      const known = this.#codesOfName.get(name);
      if (known) known.push(code);
      else this.#codesOfName.set(name, [code]);
    }
    this.decided = new Map(
      decisions.flatMap(({ unit }) =>
        unit === 'none' ? [] : [[unitIdentity(unit.name, unit.division_code, register), unit] as const],
      ),
    );
  }

  trustIn(url: string): Trust {
    const origin = /^https?:\/\/[^/?#\\]+/i.exec(url)?.[0];
    const known = origin === undefined ? undefined : this.#trustOfOrigin.get(origin);
    if (known !== undefined) return known;
    const host = hostOf(url);
    if (host === null) return 1;
    const { hostname } = new URL(url);
    const trust = hostname.endsWith('.gov.cn') || this.#portalOfHost.has(host) ? 2 : 0;
    if (origin !== undefined) this.#trustOfOrigin.set(origin, trust);
    return trust;
  }

  resolve(extraction: Pick<Extraction, 'unit' | 'report_year' | 'clone'>, source: Source): Resolution {
    const { unit } = extraction;
    const name = unit === null ? '' : normaliseName(unit.name);
    const decision = this.#decisionFor(source, name);
    const report_year = decision?.report_year ?? extraction.report_year;
    const unresolved = (reason: UnresolvedReason): Resolution => ({
      identity: null,
      resolution: null,
      reason,
      copy: 0,
      report_year,
      candidates: reason === 'no_division' ? this.#candidatesFor(name) : [],
    });
    if (decision?.unit === 'none') return unresolved('set_aside');
    if (decision !== undefined) {
      const identity = unitIdentity(decision.unit.name, decision.unit.division_code, this.#register);
      return { identity, resolution: 'decision', reason: null, copy: 0, report_year, candidates: [] };
    }
    if (unit === null || name === '') return unresolved('no_name');
    const trust = this.trustIn(source.url);
    // Whose host it is, the registry knows better than a document; a file that was handed in stands on none.
    const isClone =
      extraction.clone !== undefined && (trust === 0 || extraction.clone.reason !== 'foreign_host');
    const copy = isClone ? 2 : trust === 0 ? 1 : 0;
    const portal = this.#portalOf(source);
    const found = this.#identify(name, unit.division_code, report_year, copy === 0 ? portal : null);
    if (copy > 0) {
      const reason = copy === 2 ? 'clone' : found === null ? 'no_division' : 'unregistered_host';
      if (found === null) return { ...unresolved('no_division'), reason };
      return { identity: found.identity, resolution: 'copy', reason, copy, report_year, candidates: [] };
    }
    if (found === null) return unresolved('no_division');
    return { ...found, reason: null, copy, report_year, candidates: [] };
  }

  #identify(
    name: string,
    code: string | null,
    year: number | null,
    portal: Portal | null,
  ): Pick<Resolution, 'identity' | 'resolution'> | null {
    if (code !== null) {
      const ofYear = year === null ? code : this.#register.codeInYear(code, year);
      return { identity: unitIdentity(name, ofYear, this.#register), resolution: 'document' };
    }
    if (portal === null) return null;
    if (portal.division_code === countryCode)
      return { identity: unitIdentity(name, countryCode, this.#register), resolution: 'site' };
    if (this.#isBareNameOf(name, portal.division_code)) {
      const { division_code } = portal;
      const ofYear = year === null ? division_code : this.#register.codeInYear(division_code, year);
      return { identity: unitIdentity(name, ofYear, this.#register), resolution: 'site' };
    }
    return { identity: portalIdentity(name, portal.id), resolution: 'registry' };
  }

  /** 统计局 and 县统计局 on the site of a county: no place is named, and no other level. */
  #isBareNameOf(name: string, code: string): boolean {
    const own = this.#register.byCode.get(code)?.name;
    if (own === undefined) return false;
    for (let length = 2; length <= Math.min(name.length, 12); length += 1)
      if (this.#codesOfName.has(name.slice(0, length))) return false;
    const level = /^[省市县区州盟旗](?!场|政|委|容)/u.exec(name)?.[0];
    return (
      (level === undefined || own.endsWith(level)) &&
      /(?:局|委员会|办公室|厅|政府|委|院|中心|办|队)$/u.test(name)
    );
  }

  #decisionFor({ url, portal }: Source, name: string): Decision | undefined {
    if (this.#decisions.length === 0) return undefined;
    const host = hostOf(url);
    return this.#decisions.find(
      ({ match }) =>
        (match.url === undefined || match.url === url) &&
        (match.host === undefined || match.host === host) &&
        (match.portal === undefined || match.portal === portal) &&
        (match.name === undefined || normaliseName(match.name) === name),
    );
  }

  /** The portal that it was collected from, else the one whose host, or whose site, its host belongs to. */
  #portalOf({ url, portal }: Source): Portal | null {
    const collected = portal === null ? undefined : this.#portals.get(portal);
    if (collected !== undefined) return collected;
    const host = hostOf(url);
    if (host === null) return null;
    const labels = host.split('.');
    for (let from = 0; labels.length - from >= 3; from += 1) {
      const domain = labels.slice(from).join('.');
      const found = this.#portalOfHost.get(domain) ?? this.#portalOfHost.get(`www.${domain}`);
      if (found !== undefined) return found;
    }
    return null;
  }

  /** Divisions whose name begins the name. */
  #candidatesFor(name: string): string[] {
    const found: string[] = [];
    for (let length = 2; length <= Math.min(name.length, 12); length += 1)
      found.push(...(this.#codesOfName.get(name.slice(0, length)) ?? []));
    return found.slice(0, 50);
  }
}
