/** What a host's answer means for the next requests to it. Pure. */

/** Challenges (加速乐 521 and 512, 瑞数 412, 468): a plain request never gets past them, however often it is sent. */
const challengeStatuses: ReadonlySet<number> = new Set([412, 468, 512, 521]);
/** Answers that say "not so fast". */
const slowDownStatuses: ReadonlySet<number> = new Set([429, 503]);

export interface BreakerState {
  /** Refusals in a row. */
  readonly refusals: number;
  /** Times in a row that the host had to be left alone. */
  readonly rests: number;
}

export const closedBreaker: BreakerState = { refusals: 0, rests: 0 };

export interface BreakerSettings {
  /** First wait after "not so fast" without Retry-After; doubles each time. */
  readonly backoffMs: number;
  /** Longest wait within one run; beyond it the host is left alone. */
  readonly longestWaitMs: number;
}

export const defaultBreaker: BreakerSettings = { backoffMs: 30_000, longestWaitMs: 10 * 60_000 };

export type BreakerVerdict =
  | { readonly kind: 'pass' }
  /** The page is not to be had now; others of the host may be. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'wait'; readonly waitMs: number }
  /** The host is left alone, this long at least. */
  | { readonly kind: 'rest'; readonly restMs: number };

const hour = 3_600_000;
const forbiddenInRow = 3;
const slowDownsInRow = 4;

export function isChallenge(status: number): boolean {
  return challengeStatuses.has(status);
}

export function isRefusal(status: number): boolean {
  return status === 403 || isChallenge(status) || slowDownStatuses.has(status);
}

/** @param retryAfterMs what the Retry-After header asks for, or null */
export function judgeAnswer(
  state: BreakerState,
  status: number,
  retryAfterMs: number | null,
  settings: BreakerSettings = defaultBreaker,
): { readonly state: BreakerState; readonly verdict: BreakerVerdict } {
  if (!isRefusal(status)) {
    // Server errors say nothing of our pace; anything else is an answer.
    return { state: status >= 500 ? state : closedBreaker, verdict: { kind: 'pass' } };
  }
  const refusals = state.refusals + 1;
  const rest = (): ReturnType<typeof judgeAnswer> => ({
    state: { refusals: 0, rests: state.rests + 1 },
    verdict: { kind: 'rest', restMs: Math.max(retryAfterMs ?? 0, restAfter(state.rests)) },
  });
  if (isChallenge(status)) return rest();
  if (status === 403) {
    return refusals >= forbiddenInRow
      ? rest()
      : { state: { ...state, refusals }, verdict: { kind: 'refused' } };
  }
  const waitMs = retryAfterMs ?? settings.backoffMs * 2 ** (refusals - 1);
  if (refusals >= slowDownsInRow || waitMs > settings.longestWaitMs) return rest();
  return { state: { ...state, refusals }, verdict: { kind: 'wait', waitMs } };
}

/** Six hours, doubling with each rest in a row, a week at most. */
export function restAfter(rests: number): number {
  return Math.min(6 * hour * 2 ** Math.min(rests, 10), 168 * hour);
}

/** Retry-After as milliseconds from now; null when absent or unreadable. Both forms of the header are read. */
export function retryAfterMs(header: string | null, now: number): number | null {
  if (header === null) return null;
  const trimmed = header.trim();
  if (/^\d+$/.test(trimmed)) return Number(trimmed) * 1000;
  const date = Date.parse(trimmed);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
