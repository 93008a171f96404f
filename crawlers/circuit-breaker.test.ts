import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closedBreaker, defaultBreaker, judgeAnswer, restAfter, retryAfterMs } from './circuit-breaker.ts';

describe('judgeAnswer', () => {
  it.each([412, 468, 512, 521])('leaves a host that answers %d alone at once', status => {
    const { verdict, state } = judgeAnswer(closedBreaker, status, null);
    expect(verdict).toEqual({ kind: 'rest', restMs: restAfter(0) });
    expect(state).toEqual({ refusals: 0, rests: 1 });
  });

  it('takes one 403 for the page and three in a row for the host', () => {
    const first = judgeAnswer(closedBreaker, 403, null);
    expect(first.verdict.kind).toBe('refused');
    const second = judgeAnswer(first.state, 403, null);
    expect(second.verdict.kind).toBe('refused');
    expect(judgeAnswer(second.state, 403, null).verdict.kind).toBe('rest');
    const answered = judgeAnswer(second.state, 200, null);
    expect(judgeAnswer(answered.state, 403, null).verdict.kind).toBe('refused');
  });

  it('waits as long as Retry-After asks, else longer each time', () => {
    expect(judgeAnswer(closedBreaker, 429, 7000).verdict).toEqual({ kind: 'wait', waitMs: 7000 });
    const first = judgeAnswer(closedBreaker, 429, null);
    expect(first.verdict).toEqual({ kind: 'wait', waitMs: defaultBreaker.backoffMs });
    const second = judgeAnswer(first.state, 503, null);
    expect(second.verdict).toEqual({ kind: 'wait', waitMs: 2 * defaultBreaker.backoffMs });
  });

  it('does not wait within a run for what asks for hours', () => {
    expect(judgeAnswer(closedBreaker, 503, 10 * 3_600_000).verdict).toEqual({
      kind: 'rest',
      restMs: 10 * 3_600_000,
    });
  });

  it('comes to an end with every sequence of refusals', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.constantFrom(403, 412, 429, 503, 521)), statuses => {
        let state = closedBreaker;
        let asked = 0;
        for (const status of statuses) {
          asked += 1;
          const judged = judgeAnswer(state, status, null);
          state = judged.state;
          if (judged.verdict.kind === 'rest') break;
        }
        expect(asked).toBeLessThanOrEqual(4);
      }),
    );
  });
});

describe('retryAfterMs', () => {
  const now = Date.parse('2026-01-20T00:00:00Z');
  it.each([
    ['120', 120_000],
    ['Tue, 20 Jan 2026 00:01:00 GMT', 60_000],
    ['Tue, 20 Jan 2015 00:01:00 GMT', 0],
    ['soon', null],
    [null, null],
  ])('reads %j', (header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected);
  });
});
