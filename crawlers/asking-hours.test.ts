import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWithinHours, readAskingHours } from './asking-hours.ts';
import { portalOf } from './testing/crawl-bench.ts';
import { trs } from './testing/families/trs.ts';
import { familyBench } from './testing/family-bench.ts';

const hour = 3_600_000;
const bench = familyBench();

describe('readAskingHours', () => {
  it.each([
    ['22-6', { from: 22, to: 6 }],
    [' 0 – 24 ', null],
    ['9-17', { from: 9, to: 17 }],
    ['22-24', { from: 22, to: 0 }],
    ['25-3', null],
    ['night', null],
    ['', null],
  ])('reads "%s"', (text, hours) => {
    expect(readAskingHours(text)).toEqual(hours);
  });
});

describe('isWithinHours', () => {
  it('counts by the clock of China', () => {
    const night = { from: 22, to: 6 };
    expect(isWithinHours(night, Date.UTC(2026, 0, 20, 13, 59))).toBe(false);
    expect(isWithinHours(night, Date.UTC(2026, 0, 20, 14, 0))).toBe(true);
    expect(isWithinHours(night, Date.UTC(2026, 0, 20, 21, 59))).toBe(true);
    expect(isWithinHours(night, Date.UTC(2026, 0, 20, 22, 0))).toBe(false);
  });

  it('gives each hour to a span or to its complement, never to both', () => {
    const clock = fc.integer({ min: 0, max: 23 });
    fc.assert(
      fc.property(clock, clock, fc.nat(Date.UTC(2030, 0, 1)), (from, to, time) => {
        fc.pre(from !== to);
        expect(isWithinHours({ from, to }, time)).toBe(!isWithinHours({ from: to, to: from }, time));
      }),
    );
  });
});

describe('a portal that is asked at night only', () => {
  const day = Date.UTC(2024, 0, 20, 4);
  const night = Date.UTC(2024, 0, 20, 15);

  it('is not asked by day, which is told and no shortfall, and is read whole by night', async () => {
    const family = trs('plain', 25);
    const site = await bench.start(family);
    const portal = portalOf(site.origin, { hours: { from: 22, to: 6 }, expects: { min: 20, max: 99 } });
    const early = await bench.store.run([portal], { now: () => day });
    expect(site.hits).toEqual([]);
    expect(early.issues).toEqual([]);
    expect(early.outcomes[0]).toMatchObject({ state: 'interrupted', skipped: { 'outside-hours': 1 } });
    const later = await bench.store.run([portal], { now: () => night });
    expect(later.outcomes[0]).toMatchObject({ state: 'complete', found: 25, new: 25 });
  });

  it('is left when the night ends, and read on in the next', async () => {
    const family = trs('plain', 25);
    const site = await bench.start(family, { validators: 'none' });
    const portal = portalOf(site.origin);
    // The clock moves on with the requests: the night ends after the tenth.
    const clock = () => (site.hits.length < 10 ? night : night + 8 * hour);
    const hours = { from: 22, to: 6 };
    const first = await bench.store.run([portal], { now: clock, hours });
    expect(first.outcomes[0]?.state).toBe('interrupted');
    expect(site.hits.length).toBeLessThan(20);
    const second = await bench.store.run([portal], { now: () => night + 24 * hour, hours });
    expect(second.outcomes[0]).toMatchObject({ state: 'complete', found: 25 });
    const paths = site.pages().filter(({ path }) => path.includes('/t2024'));
    expect(paths.length).toBe(25);
  });
});
