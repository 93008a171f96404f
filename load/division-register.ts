/**
 * Which code stood for a place in which year: names, successors, and the code of the base year for the same territory.
 *
 * A year means its end, so that a report is under the code that was in force when its year was over.
 */

import type { DivisionSpell } from '../data/divisions/history.ts';
import type { Division } from '../schema/extraction.ts';
import type { division_change, division_constant, division_name } from '../schema/tables/index.ts';

/** Constant-boundary codes are those in force at its end. The law of 2019 made the reports uniform just before. */
export const baseYear = 2020;

/** Mappings begin with the oldest local rules on disclosure. */
const firstYear = 2003;
const openEnd = 9999;

export type DivisionChange = typeof division_change.$inferInsert;
type DivisionName = typeof division_name.$inferInsert;
type DivisionConstant = typeof division_constant.$inferInsert;

/** One step of a code through time. */
interface Step {
  readonly code: string | null;
  readonly isSame: boolean;
}

/** A code that ends, and what took its place. */
interface WholeChange {
  readonly code: string;
  readonly year: number;
  readonly successor_code: string;
}

export class DivisionRegister {
  /** The list, and every code of the past that it does not have, under its last name. */
  readonly byCode: ReadonlyMap<string, Division>;
  readonly changes: readonly DivisionChange[];
  readonly #spells = new Map<string, DivisionSpell[]>();
  readonly #changesOf = new Map<string, DivisionChange[]>();
  readonly #changesTo = new Map<string, DivisionChange[]>();
  /** What was asked before: reports ask for the same few thousand places again and again. */
  readonly #names = new Map<string, readonly string[]>();
  readonly #lasting = new Map<string, string>();

  constructor(divisions: Iterable<Division>, history: Iterable<DivisionSpell>) {
    const byCode = new Map([...divisions].map(division => [division.code, division]));
    for (const spell of history) append(this.#spells, spell.code, spell);
    for (const [code, spells] of this.#spells) {
      const last = spells.at(-1);
      if (last === undefined || byCode.has(code)) continue;
      byCode.set(code, { code, name: last.name, level: last.level, parent_code: null });
    }
    for (const [code, division] of byCode)
      if (division.parent_code === null && division.level !== 'province')
        byCode.set(code, { ...division, parent_code: parentByPrefix(division, byCode) });
    this.byCode = byCode;
    this.changes = this.#findChanges();
    for (const change of this.changes) {
      append(this.#changesOf, change.code, change);
      append(this.#changesTo, change.successor_code, change);
    }
  }

  /** Names that the place bore, under this code and under those that it had before and after. */
  namesOf(code: string): readonly string[] {
    const known = this.#names.get(code);
    if (known !== undefined) return known;
    const names = this.#lineage(code).flatMap(each => [
      ...(this.#spells.get(each) ?? []).map(({ name }) => name),
      this.byCode.get(each)?.name ?? [],
    ]);
    const found = [...new Set(names.flat())];
    this.#names.set(code, found);
    return found;
  }

  isKnownIn(code: string, year: number): boolean {
    const spells = this.#spells.get(code);
    return spells === undefined || spells.some(spell => covers(spell, year));
  }

  /**
   * The code that the same body's place had in a year: the code itself where it was in force, else what it was recoded
   * from or to. Of several that were merged into it, the one of its name. Codes without a history stay.
   */
  codeInYear(code: string, year: number): string {
    const spells = this.#spells.get(code);
    const [first] = spells ?? [];
    if (spells === undefined || first === undefined || spells.some(spell => covers(spell, year))) return code;
    if (year < first.year_from) {
      const before = (this.#changesTo.get(code) ?? []).filter(
        change => change.year === first.year_from && change.kind !== 'part_transferred',
      );
      const name = first.name.slice(0, -1);
      const same =
        before.length === 1
          ? before[0]
          : before.find(change => this.#spells.get(change.code)?.at(-1)?.name.slice(0, -1) === name);
      return same === undefined ? code : this.codeInYear(same.code, year);
    }
    const after = (this.#changesOf.get(code) ?? []).filter(change => change.kind !== 'part_transferred');
    const [only, another] = after.filter(change => change.kind !== 'renamed');
    return only === undefined || another !== undefined ? code : this.codeInYear(only.successor_code, year);
  }

  /** The code by which units are known for ever: that of the base year, as far as recoding alone leads there. */
  lastingCode(code: string): string {
    const known = this.#lasting.get(code);
    if (known !== undefined) return known;
    const isInForce = (each: string): boolean =>
      this.#spells.get(each)?.some(spell => covers(spell, baseYear)) ?? false;
    const found = this.#lineage(code).find(isInForce) ?? code;
    this.#lasting.set(code, found);
    return found;
  }

  names(): DivisionName[] {
    return [...this.#spells.values()].flat().map(({ code, name, year_from, year_until }) => ({
      code,
      name,
      year_from,
      year_to: year_until === null ? null : year_until - 1,
    }));
  }

  /** First and last year of a code; null for what is not known or not over. */
  yearsOf(code: string): { readonly year_from: number | null; readonly year_to: number | null } {
    const spells = this.#spells.get(code) ?? [];
    const until = spells.at(-1)?.year_until ?? null;
    return { year_from: spells[0]?.year_from ?? null, year_to: until === null ? null : until - 1 };
  }

  /** For every code and report year the code of the base year. */
  constants(): DivisionConstant[] {
    const latest = Math.max(baseYear, ...this.changes.map(({ year }) => year)) + 1;
    const rows: DivisionConstant[] = [];
    for (const [code, spells] of this.#spells) {
      let open: DivisionConstant | undefined;
      for (let year = firstYear; year <= latest; year += 1) {
        if (!spells.some(spell => covers(spell, year))) {
          open = undefined;
          continue;
        }
        const { code: constant_code, isSame } = this.#inBaseYear(code, year);
        const automatic_mapping = isSame ? 1 : 0;
        const year_to: number = year === latest ? openEnd : year;
        if (open?.constant_code === constant_code && open.automatic_mapping === automatic_mapping)
          open.year_to = year_to;
        else {
          open = { code, year_from: year, year_to, constant_code, automatic_mapping };
          rows.push(open);
        }
      }
    }
    return rows;
  }

  #inBaseYear(code: string, year: number): Step {
    let step: Step = { code, isSame: true };
    for (let next = year + 1; next <= baseYear; next += 1) step = this.#forward(step, next);
    for (let now = year; now > baseYear; now -= 1) step = this.#backward(step, now);
    return step.code === null ? { code: null, isSame: false } : step;
  }

  #forward({ code, isSame }: Step, year: number): Step {
    if (code === null) return { code, isSame };
    const leaving = (this.#changesOf.get(code) ?? []).filter(change => change.year === year);
    const [replaced, another] = leaving.filter(
      ({ kind }) => kind !== 'renamed' && kind !== 'part_transferred',
    );
    if (another !== undefined) return { code: null, isSame: false };
    const isTouched = leaving.some(({ kind }) => kind === 'part_transferred') || this.#receives(code, year);
    if (replaced === undefined) return { code, isSame: isSame && !isTouched };
    return { code: replaced.successor_code, isSame: isSame && !isTouched && replaced.kind === 'recoded' };
  }

  #backward({ code, isSame }: Step, year: number): Step {
    if (code === null) return { code, isSame };
    const isNew = this.#spells.get(code)?.[0]?.year_from === year;
    const arriving = (this.#changesTo.get(code) ?? []).filter(
      change => change.year === year && change.kind !== 'renamed',
    );
    const isTouched =
      arriving.some(({ kind }) => kind === 'part_transferred') ||
      (this.#changesOf.get(code) ?? []).some(
        ({ kind, year: when }) => kind === 'part_transferred' && when === year,
      );
    if (!isNew) return { code, isSame: isSame && !isTouched && arriving.length === 0 };
    const [only, another] = arriving.filter(({ kind }) => kind === 'recoded');
    if (only === undefined || another !== undefined) return { code: null, isSame: false };
    return { code: only.code, isSame: isSame && !isTouched };
  }

  /** Territory comes to a code that was there before. */
  #receives(code: string, year: number): boolean {
    return (this.#changesTo.get(code) ?? []).some(
      change => change.year === year && change.kind !== 'recoded' && change.kind !== 'renamed',
    );
  }

  /** The code and all that recoding alone leads to. */
  #lineage(code: string): string[] {
    const found = [code];
    for (let index = 0; index < found.length; index += 1) {
      const each = found[index] ?? code;
      const next = [
        ...(this.#changesOf.get(each) ?? [])
          .filter(({ kind }) => kind === 'recoded')
          .map(change => change.successor_code),
        ...(this.#changesTo.get(each) ?? [])
          .filter(({ kind }) => kind === 'recoded')
          .map(change => change.code),
      ];
      for (const other of next) if (!found.includes(other)) found.push(other);
    }
    return found;
  }

  #findChanges(): DivisionChange[] {
    const whole: WholeChange[] = [];
    const found = new Map<string, DivisionChange>();
    const add = (change: DivisionChange): void => {
      const key = `${change.code} ${change.year} ${change.successor_code}`;
      if (this.#spells.has(change.successor_code) && !found.has(key)) found.set(key, change);
    };
    for (const [code, spells] of this.#spells)
      for (const [index, { year_until, successors }] of spells.entries()) {
        const goesOn = year_until !== null && spells[index + 1]?.year_from === year_until;
        if (goesOn) add({ code, year: year_until, successor_code: code, kind: 'renamed' });
        for (const successor of successors) {
          const year = successor.year ?? year_until;
          if (year === null || successor.code === code) continue;
          if (successor.year !== null || goesOn)
            add({ code, year, successor_code: successor.code, kind: 'part_transferred' });
          else whole.push({ code, year, successor_code: successor.code });
        }
      }
    const byYear = new Map<number, WholeChange[]>();
    for (const change of whole) append(byYear, change.year, change);
    for (const change of whole) add({ ...change, kind: this.#kindOf(change, byYear.get(change.year) ?? []) });
    return [...found.values()].sort((a, b) =>
      a.code === b.code
        ? a.year - b.year || (a.successor_code < b.successor_code ? -1 : 1)
        : a.code < b.code
          ? -1
          : 1,
    );
  }

  #kindOf(
    { code, year, successor_code }: WholeChange,
    ofYear: readonly WholeChange[],
  ): DivisionChange['kind'] {
    if (ofYear.filter(change => change.code === code).length > 1) return 'split';
    const isNew = this.#spells.get(successor_code)?.some(({ year_from }) => year_from === year) ?? false;
    const wasThere = this.#spells.get(successor_code)?.some(spell => covers(spell, year - 1)) ?? false;
    const sources = ofYear.filter(change => change.successor_code === successor_code).length;
    return isNew && !wasThere && sources === 1 ? 'recoded' : 'merged';
  }
}

function covers({ year_from, year_until }: DivisionSpell, year: number): boolean {
  return year_from <= year && (year_until === null || year < year_until);
}

function parentByPrefix({ code, level }: Division, byCode: ReadonlyMap<string, Division>): string | null {
  const above = [`${code.slice(0, 4)}00`, `${code.slice(0, 2)}0000`];
  if (level === 'township') above.unshift(code.slice(0, 6));
  return above.find(candidate => candidate !== code && byCode.has(candidate)) ?? null;
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const found = map.get(key);
  if (found) found.push(value);
  else map.set(key, [value]);
}
