/** The changes between two releases in figures: by kind, reason, year and variable. */

import type { Change, ChangeReason } from './compare.ts';

export interface ChangeSummary {
  readonly added: number;
  readonly removed: number;
  /** Reports with at least one changed cell. */
  readonly changedReports: number;
  readonly changedCells: number;
  /** Cells that had a number and have another one now: what a user of the old release must look at. */
  readonly changedNumbers: number;
  readonly byReason: readonly {
    readonly kind: Change['kind'];
    readonly reason: ChangeReason;
    readonly count: number;
  }[];
  readonly byYear: readonly {
    readonly report_year: number | null;
    readonly added: number;
    readonly removed: number;
    readonly cells: number;
  }[];
  /** Most changed first. `gained`: a number now and none before; `lost`: the reverse; `altered`: another number. */
  readonly byVariable: readonly VariableChanges[];
}

export interface VariableChanges {
  readonly table: string;
  readonly row: string;
  readonly column: string;
  readonly gained: number;
  readonly lost: number;
  readonly altered: number;
  /** Another status, and no number before or after. */
  readonly status: number;
}

/** @param onChange called with each change as it goes by, for a list of them all */
export function summarise(
  changes: Iterable<Change>,
  onChange: (change: Change) => void = () => {},
): ChangeSummary {
  const reasons = new Map<string, { kind: Change['kind']; reason: ChangeReason; count: number }>();
  const years = new Map<
    number | null,
    { report_year: number | null; added: number; removed: number; cells: number }
  >();
  const variables = new Map<string, { -readonly [Key in keyof VariableChanges]: VariableChanges[Key] }>();
  const totals = { added: 0, removed: 0, changedReports: 0, changedCells: 0, changedNumbers: 0 };
  let lastReport = '';
  for (const change of changes) {
    onChange(change);
    const { kind, reason, report_year, report_id } = change;
    const counted = reasons.get(`${kind} ${reason}`) ?? { kind, reason, count: 0 };
    counted.count += 1;
    reasons.set(`${kind} ${reason}`, counted);
    const year = years.get(report_year) ?? { report_year, added: 0, removed: 0, cells: 0 };
    years.set(report_year, year);
    if (change.kind !== 'changed') {
      totals[change.kind] += 1;
      year[change.kind] += 1;
      continue;
    }
    year.cells += 1;
    totals.changedCells += 1;
    if (report_id !== lastReport) totals.changedReports += 1;
    lastReport = report_id;
    const { table, row, column } = change;
    const key = `${table}.${row}.${column}`;
    const variable = variables.get(key) ?? { table, row, column, gained: 0, lost: 0, altered: 0, status: 0 };
    variables.set(key, variable);
    const [before, after] = [change.before?.value ?? null, change.after?.value ?? null];
    if (before === null) variable[after === null ? 'status' : 'gained'] += 1;
    else if (after === null) variable.lost += 1;
    else {
      variable.altered += 1;
      totals.changedNumbers += 1;
    }
  }
  const size = ({ gained, lost, altered, status }: VariableChanges): number =>
    gained + lost + altered + status;
  return {
    ...totals,
    byReason: [...reasons.values()],
    byYear: [...years.values()].sort((a, b) => (a.report_year ?? 0) - (b.report_year ?? 0)),
    byVariable: [...variables.values()].sort((a, b) => size(b) - size(a)),
  };
}
