/** Sums over all portals of a crawl, and the outcome of each when its last page is settled. */

import type { Issue } from '../schema/issues.ts';
import type { Portal, PortalOutcome } from '../schema/portal.ts';
import type { Frontier } from './frontier.ts';
import type { Silence } from './host-ledger.ts';
import type { PortalTally } from './portal-tally.ts';

export interface CrawlProgress {
  readonly portals: number;
  readonly portalsDone: number;
  readonly portalsBlocked: number;
  readonly requests: number;
  readonly bytes: number;
  /** Documents, as in the outcomes. */
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly gone: number;
  readonly failed: number;
  /** Pages waiting or under way. */
  readonly pending: number;
  /** Portal that the event is about. */
  readonly portal: string;
  /** Set when that portal is done. */
  readonly outcome: PortalOutcome | null;
}

export interface ReportTools {
  readonly frontier: Frontier;
  readonly tallies: ReadonlyMap<string, PortalTally>;
  readonly issues: Issue[];
  readonly now: () => number;
  readonly signal: AbortSignal;
  readonly onProgress: ((progress: CrawlProgress) => void) | null;
}

const resultKinds = ['new', 'changed', 'unchanged', 'gone', 'failed'] as const;

export class CrawlReport {
  readonly outcomes = new Map<string, PortalOutcome>();
  readonly #tools: ReportTools;
  readonly #sums = { requests: 0, bytes: 0, new: 0, changed: 0, unchanged: 0, gone: 0, failed: 0 };
  #blocked = 0;

  constructor(tools: ReportTools) {
    this.#tools = tools;
  }

  countExchange(portal: string, bytes: number): void {
    this.#sums.requests += 1;
    this.#sums.bytes += bytes;
    const tally = this.#tools.tallies.get(portal);
    if (tally === undefined) return;
    tally.requests += 1;
    tally.bytes += bytes;
  }

  /** To be called after a visit, with the portals it may have brought to an end. */
  visited(portal: string, touched: Iterable<string>): void {
    this.#tellProgress(portal, null);
    for (const each of touched) {
      if (this.#tools.frontier.pendingOf(each) === 0 && !this.#tools.signal.aborted) this.finish(each);
    }
  }

  /** Ends every portal that has nothing to visit. */
  finishIdle(): void {
    for (const portal of this.#tools.tallies.keys()) {
      if (this.#tools.frontier.pendingOf(portal) === 0) this.finish(portal);
    }
  }

  /** Ends whatever has not ended; with pages still waiting it was interrupted. */
  finishAll(): void {
    for (const portal of this.#tools.tallies.keys()) this.finish(portal);
  }

  finish(portal: string): void {
    const { frontier, tallies, issues, now } = this.#tools;
    const tally = tallies.get(portal);
    if (tally === undefined || this.outcomes.has(portal)) return;
    const documents = frontier.portals.documents(portal, frontier.run);
    tally.platform ??= frontier.portals.platform(portal);
    const ended = tally.outcome({
      isInterrupted: frontier.pendingOf(portal) > 0,
      finishedAt: now(),
      documents,
      silence: silenceOf(frontier, tally.portal),
      hasColumn: documents.held > 0 || frontier.portals.hasListing(portal),
    });
    this.outcomes.set(portal, ended.outcome);
    issues.push(...ended.issues);
    if (ended.outcome.state === 'blocked') this.#blocked += 1;
    this.#tellProgress(portal, ended.outcome);
  }

  #tellProgress(portal: string, outcome: PortalOutcome | null): void {
    const { frontier, tallies, onProgress } = this.#tools;
    if (onProgress === null) return;
    const tally = tallies.get(portal);
    if (outcome !== null && tally !== undefined) {
      for (const kind of resultKinds) this.#sums[kind] += tally.documents[kind];
    }
    onProgress({
      ...this.#sums,
      portals: tallies.size,
      portalsDone: this.outcomes.size,
      portalsBlocked: this.#blocked,
      pending: frontier.queued + frontier.leased,
      portal,
      outcome,
    });
  }
}

/** The longest silence among the hosts at which the portal is entered. */
function silenceOf(frontier: Frontier, { home, columns }: Portal): Silence | null {
  const entries = new Set((columns.length > 0 ? columns : [home]).map(address => new URL(address).host));
  const silences = [...entries].flatMap(host => frontier.hosts.silence(host) ?? []);
  return silences.sort((a, b) => a.since - b.since)[0] ?? null;
}
