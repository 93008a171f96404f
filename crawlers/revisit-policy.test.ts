import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isReportingSeason,
  latestReportYear,
  nextSeason,
  nextVisit,
  type RevisitSubject,
  type VisitResult,
} from './revisit-policy.ts';

const hour = 3_600_000;
const day = 24 * hour;
const time = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2040, 0, 1) });
const subject: fc.Arbitrary<RevisitSubject> = fc.record({
  role: fc.constantFrom('home', 'listing', 'document', 'attachment'),
  leading: fc.boolean(),
  isWatched: fc.boolean(),
});
const result: fc.Arbitrary<VisitResult> = fc.constantFrom('new', 'changed', 'unchanged', 'gone', 'failed');
const streak = fc.nat(200);

describe('nextVisit', () => {
  it('lies ahead, and within a year and a day', () => {
    fc.assert(
      fc.property(subject, time, result, streak, (page, now, outcome, repeats) => {
        const due = nextVisit(page, now, outcome, repeats);
        expect(due).toBeGreaterThan(now);
        expect(due - now).toBeLessThanOrEqual(366 * day);
        expect(Number.isSafeInteger(due)).toBe(true);
      }),
    );
  });

  it('never comes sooner the longer nothing changes', () => {
    fc.assert(
      fc.property(subject, time, streak, (page, now, repeats) => {
        expect(nextVisit(page, now, 'unchanged', repeats + 1)).toBeGreaterThanOrEqual(
          nextVisit(page, now, 'unchanged', repeats),
        );
      }),
    );
  });

  it('finds every column due on the next night of the season, whatever came of it', () => {
    fc.assert(
      fc.property(
        time,
        fc.constantFrom<VisitResult>('new', 'changed', 'unchanged'),
        streak,
        (now, outcome, repeats) => {
          fc.pre(isReportingSeason(now));
          expect(nextVisit({ role: 'listing', leading: true }, now, outcome, repeats)).toBeLessThan(
            now + day,
          );
        },
      ),
    );
  });

  it('never lets a column sleep into the season, nor longer than a month', () => {
    fc.assert(
      fc.property(time, streak, (now, repeats) => {
        const due = nextVisit({ role: 'listing', leading: true }, now, 'unchanged', repeats);
        expect(due).toBeLessThanOrEqual(nextSeason(now));
        expect(due - now).toBeLessThanOrEqual(30 * day);
      }),
    );
  });

  it('looks at a quiet column monthly and at a settled document yearly', () => {
    const june = Date.UTC(2026, 5, 1);
    expect(nextVisit({ role: 'listing', leading: true }, june, 'unchanged', 0)).toBe(june + day);
    expect(nextVisit({ role: 'listing', leading: true }, june, 'unchanged', 9)).toBe(june + 30 * day);
    expect(nextVisit({ role: 'document', leading: true }, june, 'new', 0)).toBe(june + 7 * day);
    expect(nextVisit({ role: 'document', leading: true }, june, 'unchanged', 1)).toBe(june + 21 * day);
    expect(nextVisit({ role: 'document', leading: true }, june, 'unchanged', 9)).toBe(june + 365 * day);
  });

  it('asks nightly whether a report of the year that is due was corrected, and less and less often', () => {
    const season = Date.UTC(2026, 0, 20);
    const watched = { role: 'document', leading: true, isWatched: true } as const;
    expect(nextVisit(watched, season, 'new', 0)).toBeLessThan(season + day);
    expect(nextVisit(watched, season, 'unchanged', 0)).toBeLessThan(season + day);
    expect(nextVisit(watched, season, 'unchanged', 1)).toBeGreaterThan(season + 2 * day);
    expect(nextVisit(watched, Date.UTC(2026, 5, 1), 'new', 0)).toBe(Date.UTC(2026, 5, 8));
    expect(latestReportYear(Date.UTC(2025, 11, 31, 16, 0))).toBe(2025);
  });

  it('counts the season by the clock of China', () => {
    expect(isReportingSeason(Date.UTC(2025, 11, 31, 15, 59))).toBe(false);
    expect(isReportingSeason(Date.UTC(2025, 11, 31, 16, 0))).toBe(true);
    expect(isReportingSeason(Date.UTC(2026, 3, 30, 15, 59))).toBe(true);
    expect(isReportingSeason(Date.UTC(2026, 3, 30, 16, 0))).toBe(false);
  });
});
