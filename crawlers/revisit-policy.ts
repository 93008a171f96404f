/** When a page is looked at again. Pure: times in and out are milliseconds since 1970. */

export type VisitResult = 'new' | 'changed' | 'unchanged' | 'gone' | 'failed';

/** What the policy needs to know of a page: role, and whether it is the first page of a list. */
export interface RevisitSubject {
  readonly role: 'home' | 'listing' | 'document' | 'attachment';
  /** False for page 2 and further of a list, which shift only when the first page does. */
  readonly leading: boolean;
  /** Set for a report of the year that is due, where asking whether it has changed costs the server next to nothing. */
  readonly isWatched?: boolean;
}

const hour = 3_600_000;
const day = 24 * hour;

/** A little under a day, so that a nightly run that starts some hours earlier finds last night's pages due. */
const night = 20 * hour;
const longest = { home: 30 * day, listing: 30 * day, document: 365 * day, attachment: 365 * day } as const;
const first = { home: 7 * day, listing: day, document: 7 * day, attachment: 30 * day } as const;
const growth = { home: 2, listing: 2, document: 3, attachment: 3 } as const;

const chinaOffset = 8 * hour;

/** January to April in China: reports are due by 31 January and 31 March (条例 第四十九条), and run late. */
export function isReportingSeason(time: number): boolean {
  return new Date(time + chinaOffset).getUTCMonth() < 4;
}

/** The latest year that reports can be of: the one before. */
export function latestReportYear(time: number): number {
  return new Date(time + chinaOffset).getUTCFullYear() - 1;
}

/** Midnight in China at the start of the next reporting season. */
export function nextSeason(time: number): number {
  return Date.UTC(new Date(time + chinaOffset).getUTCFullYear() + 1, 0, 1) - chinaOffset;
}

/**
 * The time from which the page is due again.
 * @param streak how many visits in a row ended as this one did (0 for the first)
 */
export function nextVisit(subject: RevisitSubject, now: number, result: VisitResult, streak: number): number {
  const steps = Math.min(Math.max(streak, 0), 30);
  const cap = longest[subject.role];
  if (result === 'failed') return now + Math.min(night * 2 ** steps, 30 * day);
  // A report that is due, and not there yet.
  if (result === 'gone' && subject.isWatched === true && isReportingSeason(now))
    return now + Math.min(night * 2 ** steps, 30 * day);
  if (result === 'gone') return now + Math.min(30 * day * 2 ** steps, 365 * day);
  const isColumn = subject.role === 'listing' && subject.leading;
  if (isColumn && isReportingSeason(now)) return now + night;
  const isWatched = subject.isWatched === true && isReportingSeason(now);
  const start = isWatched ? night : isColumn || subject.role !== 'listing' ? first[subject.role] : 7 * day;
  const due = now + Math.min(result === 'unchanged' ? start * growth[subject.role] ** steps : start, cap);
  // However long a column was quiet, the first night of the season looks at it.
  return isColumn ? Math.min(due, nextSeason(now)) : due;
}
