/** How visits end: pages settled, tried again or given up, and hosts left alone. */

import { type Issue, issue } from '../schema/issues.ts';
import type { Answer, FetchResult } from './fetch-order.ts';
import type { Frontier } from './frontier.ts';
import type { KnownPage, Settlement } from './frontier-page.ts';
import type { Politeness } from './politeness.ts';
import type { PortalTally } from './portal-tally.ts';
import type { VisitResult } from './revisit-policy.ts';
import { headerOf } from './transport.ts';

export interface OutcomeTools {
  readonly frontier: Frontier;
  readonly politeness: Politeness;
  readonly tallies: ReadonlyMap<string, PortalTally>;
  readonly issues: Issue[];
  readonly now: () => number;
  /** First wait after a failure, milliseconds; doubles each time. */
  readonly retryMs: number;
}

const mostAttempts = 3;
/** Failures in a row after which a host is left alone for the rest of the run. */
const mostFailuresInRow = 6;

export class VisitOutcomes {
  readonly #tools: OutcomeTools;
  /** Failures in a row of hosts in trouble; −1 marks a host that has answered since. */
  readonly #failures = new Map<string, number>();

  constructor(tools: OutcomeTools) {
    this.#tools = tools;
  }

  /** Puts a page back after something that is no fault of the portal. */
  interrupt(page: KnownPage): void {
    this.#tools.frontier.putBack(page, this.readyAt(page), 'interrupted');
  }

  /** The host of a page answers: whatever failed before is over. */
  noteAnswer(host: string): void {
    if (this.#failures.get(host) !== -1) this.#tools.frontier.hosts.endSilence(host);
    this.#failures.set(host, -1);
  }

  retryOrGiveUp(
    page: KnownPage,
    failure: Extract<FetchResult, { kind: 'failure' }>,
    tally: PortalTally,
    touched: Set<string>,
  ): void {
    const { frontier, politeness, retryMs, now } = this.#tools;
    if (failure.failure === 'aborted') {
      this.interrupt(page);
      return;
    }
    tally.unanswered += 1;
    tally.lastTrouble = `${page.url}: ${failure.detail}`;
    if (failure.failure !== 'protocol') frontier.hosts.noteSilence(page.host, frontier.run, now());
    const before = this.#failures.get(page.host) ?? 0;
    const inRow = Math.max(before, 0) + 1;
    this.#failures.set(page.host, inRow);
    if (page.attempts < mostAttempts && inRow < mostFailuresInRow) {
      politeness.hold(page.host, Date.now() + retryMs * 2 ** (page.attempts - 1));
      frontier.putBack(page, this.readyAt(page), 'retry');
      return;
    }
    this.fail(page, tally, null, failure.detail);
    const isSilent = inRow >= mostFailuresInRow || inRow >= page.attempts;
    if (isSilent) this.leaveAlone(page, null, failure.detail, touched);
  }

  fail(page: KnownPage, tally: PortalTally, status: number | null, reason: string): void {
    this.#tools.issues.push(issue('crawl.fetch.failed', `${page.url}: ${reason}`, page.portal));
    this.count(page, 'failed', tally);
    const { etag, last_modified, digest } = page;
    this.#tools.frontier.settle(
      page,
      { result: 'failed', status, etag, last_modified, digest },
      this.#tools.now(),
      this.readyAt(page),
    );
  }

  /** @param until null for a host that does not answer */
  leaveAlone(page: KnownPage, until: number | null, why: string, touched: Set<string>): void {
    const { frontier, tallies } = this.#tools;
    const waiting = frontier.leaveAlone(page.host, until);
    for (const portal of new Set([page.portal, ...waiting.keys()])) {
      touched.add(portal);
      const tally = tallies.get(portal);
      if (tally === undefined) continue;
      tally.skip(until === null ? 'silent-host' : 'blocked-host', waiting.get(portal) ?? 0);
      tally.lastTrouble = `${page.url}: ${why}`;
      if (until === null) tally.silentHost = page.host;
      else tally.blockedBy = `${page.host} ${why}`;
    }
  }

  settle(page: KnownPage, result: VisitResult, answer: Answer | null): void {
    const isKept = answer === null || result === 'gone' || answer.status === 304;
    const settlement: Settlement = {
      result,
      status: answer?.status ?? null,
      // Validators belong to the address that was asked, not to where it redirected.
      etag: isKept ? page.etag : validatorOf(answer, 'etag'),
      last_modified: isKept ? page.last_modified : validatorOf(answer, 'last-modified'),
      digest: isKept ? page.digest : answer.digest,
    };
    this.#tools.frontier.settle(page, settlement, this.#tools.now(), this.readyAt(page));
  }

  count(page: KnownPage, result: VisitResult, tally: PortalTally): void {
    if (page.role === 'document') tally.documents[result] += 1;
  }

  readyAt(page: KnownPage): number {
    return this.#tools.politeness.readyAt(page.host, this.#tools.frontier.hosts.address(page.host));
  }
}

function validatorOf(answer: Answer, name: 'etag' | 'last-modified'): string | null {
  return answer.isRedirected ? null : headerOf(answer.headers, name);
}
