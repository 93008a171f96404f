/** What one portal's crawl amounts to, counted as it goes. */

import type { SkipReason } from '../schema/capture.ts';
import { type Issue, issue } from '../schema/issues.ts';
import type { Portal, PortalOutcome, PortalState } from '../schema/portal.ts';
import type { Silence } from './host-ledger.ts';
import type { DocumentCounts } from './portal-ledger.ts';
import type { VisitResult } from './revisit-policy.ts';

/** A first pass over all portals took a third of them for dead, and most of those answered when asked again. */
const deadAfter = { runs: 5, days: 14 } as const;

export class PortalTally {
  readonly portal: Portal;
  requests = 0;
  bytes = 0;
  /** Pages other than robots.txt that answered as they should. */
  answered = 0;
  /** Answers that refuse or challenge. */
  refusals = 0;
  /** Fetches that brought no answer at all. */
  unanswered = 0;
  /** The host is left alone: why. */
  blockedBy: string | null = null;
  /** A host of the portal that is left alone for this run because it does not answer. */
  silentHost: string | null = null;
  /** It was told once that pages of the portal need a browser, and there is none. */
  lacksBrowser = false;
  /** It was told once that a page of the portal says it is of another division. */
  isElsewhere = false;
  /** Documents visited in this run. */
  visited = 0;
  platform: string | null = null;
  lastTrouble: string | null = null;
  readonly documents: Record<VisitResult, number> = { new: 0, changed: 0, unchanged: 0, gone: 0, failed: 0 };
  readonly skipped = new Map<SkipReason, number>();
  readonly startedAt: number;

  constructor(portal: Portal, startedAt: number) {
    this.portal = portal;
    this.startedAt = startedAt;
  }

  skip(reason: SkipReason, count = 1): void {
    if (count > 0) this.skipped.set(reason, (this.skipped.get(reason) ?? 0) + count);
  }

  /**
   * @param silence of the host of the home page, or of a column
   * @param hasColumn whether an annual-report column of the portal is known, from this run or an earlier one
   */
  outcome(end: {
    readonly isInterrupted: boolean;
    readonly finishedAt: number;
    readonly documents: DocumentCounts;
    readonly hasColumn: boolean;
    readonly silence: Silence | null;
  }): { outcome: PortalOutcome; issues: Issue[] } {
    const { portal } = this;
    const found = end.documents.held;
    this.skip('not-due', end.documents.notVisited);
    const { state, issues } = this.#judge(found, end);
    const outcome: PortalOutcome = {
      portal: portal.id,
      name: portal.name,
      division_code: portal.division_code,
      home: portal.home,
      platform: this.platform ?? portal.platform,
      state,
      found,
      expected_min: portal.expects?.min ?? null,
      expected_max: portal.expects?.max ?? null,
      new: this.documents.new,
      changed: this.documents.changed,
      unchanged: this.documents.unchanged,
      gone: this.documents.gone,
      failed: this.documents.failed,
      requests: this.requests,
      bytes: this.bytes,
      skipped: Object.fromEntries([...this.skipped].sort(([a], [b]) => a.localeCompare(b))),
      started_at: new Date(this.startedAt).toISOString(),
      finished_at: new Date(end.finishedAt).toISOString(),
    };
    return { outcome, issues };
  }

  #judge(found: number, end: Parameters<PortalTally['outcome']>[0]): { state: PortalState; issues: Issue[] } {
    const { id, name, home, expects } = this.portal;
    const { hasColumn, isInterrupted } = end;
    // What is left waits for the next night.
    const isLate = (this.skipped.get('outside-hours') ?? 0) > 0;
    if (isInterrupted || isLate) return { state: 'interrupted', issues: [] };
    const forbidden = this.answered === 0 && (this.skipped.get('robots') ?? 0) > 0;
    const resting = this.answered === 0 && (this.skipped.get('blocked-host') ?? 0) > 0;
    if (this.blockedBy !== null || forbidden || resting || (this.answered === 0 && this.refusals > 0)) {
      const why =
        this.blockedBy ??
        (forbidden
          ? 'robots.txt forbids its pages'
          : (this.lastTrouble ?? 'its host is left alone since a refusal'));
      return { state: 'blocked', issues: [issue('crawl.portal.blocked', `${name} (${home}): ${why}`, id)] };
    }
    const isUnanswered = this.answered === 0 && this.unanswered > 0;
    // Silence from an earlier run of the night, of a host that is not due again yet, still holds.
    if (isUnanswered || (end.silence !== null && (this.silentHost !== null || this.answered === 0))) {
      return { state: 'unreachable', issues: [this.#unreachable(end.silence, end.finishedAt)] };
    }
    const issues: Issue[] = [];
    if (!hasColumn) {
      issues.push(issue('crawl.column.none', `${name} (${home}): no annual-report column was found`, id));
    }
    const least = expects?.min ?? (hasColumn ? 0 : 1);
    if (found < least) {
      issues.push(
        issue('crawl.portal.too_few', `${name}: ${found} reports found, at least ${least} expected`, id),
      );
      return { state: 'too_few', issues };
    }
    if (expects !== null && found > expects.max) {
      issues.push(
        issue(
          'crawl.portal.too_many',
          `${name}: ${found} reports found, at most ${expects.max} expected`,
          id,
        ),
      );
      return { state: 'too_many', issues };
    }
    const isChanged = this.documents.new + this.documents.changed + this.documents.gone > 0;
    return { state: isChanged ? 'complete' : 'unchanged', issues };
  }

  #unreachable(silence: Silence | null, now: number): Issue {
    const { id, name, home } = this.portal;
    const why = this.lastTrouble ?? 'no answer';
    if (silence === null) return issue('crawl.portal.unreachable', `${name} (${home}): ${why}`, id);
    const { since, runs, tries } = silence;
    const history = `${tries} tries in ${runs} runs since ${new Date(since).toISOString()}`;
    const isDead = runs >= deadAfter.runs && now - since >= deadAfter.days * 86_400_000;
    return issue(
      isDead ? 'crawl.portal.dead' : 'crawl.portal.unreachable',
      `${name} (${home}): ${why}; ${history}`,
      id,
    );
  }
}
