/** When reports are due, and which years are over. */

import type { report_period } from '../schema/tables/index.ts';

/** The first year of the national regulation's first edition. */
const firstYear = 2008;

/**
 * The day by which a report must be public. The regulation of 2008 gave everybody until 31 March; that of 2019 gives it
 * to governments from the county up, and to other bodies 31 January.
 */
export function dueDate(reportYear: number, isGovernment: boolean): string {
  return `${reportYear + 1}-${isGovernment || reportYear < 2019 ? '03-31' : '01-31'}`;
}

/** @param builtAt ISO 8601 */
export function reportPeriods(builtAt: string): (typeof report_period.$inferInsert)[] {
  const last = Number(builtAt.slice(0, 4)) - 1;
  return Array.from({ length: Math.max(0, last - firstYear + 1) }, (_, index) => ({
    report_year: firstYear + index,
    due_date: dueDate(firstYear + index, false),
    government_due_date: dueDate(firstYear + index, true),
  }));
}
