/** What every rule looks at, and how it says what it saw. A rule is pure and changes nothing. */

import type {
  Cell,
  CheckResult,
  ReportFlag,
  Section,
  TableReading,
  UnitReading,
} from '../../schema/extraction.ts';
import type { FlagCode } from '../../schema/flags.ts';
import type { CellLookup } from '../cell-lookup.ts';
import type { Document } from '../document.ts';
import type { Prose } from '../prose.ts';

export interface Reading {
  readonly document: Document;
  readonly unit: UnitReading | null;
  readonly reportYear: number | null;
  readonly publishedDate: string | null;
  readonly tables: readonly TableReading[];
  readonly cells: readonly Cell[];
  readonly cellAt: CellLookup;
  readonly checks: readonly CheckResult[];
  readonly sections: readonly Section[];
  readonly prose: Prose;
}

export type Rule = (reading: Reading) => Iterable<ReportFlag>;

type Where = Partial<Pick<ReportFlag, 'table' | 'row' | 'column'>>;

export function flagged(code: FlagCode, detail: string | null, where: Where = {}): ReportFlag {
  const { table = null, row = null, column = null } = where;
  return { code, table, row, column, detail };
}

/** The words around a place in a text, for a person to find it. */
export function excerpt(text: string, at: number, length: number): string {
  return text.slice(Math.max(0, at - 12), at + length + 12).replaceAll('\n', ' ');
}
