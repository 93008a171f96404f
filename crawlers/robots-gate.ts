/** Asks each origin's robots.txt before its pages, through the same polite and archived path, once a day. */

import type { FetchOrder, FetchResult } from './fetch-order.ts';
import type { HostLedger } from './host-ledger.ts';
import { type RobotsRecord, type RobotsRules, readRobots, robotsKind } from './robots.ts';
import { headerOf } from './transport.ts';

/** RFC 9309 §2.4: a cached copy is not used for more than a day. */
const lifetime = 24 * 60 * 60_000;
const mostOrigins = 2000;

export interface RobotsAnswer extends RobotsRules {
  /** What stood in the way, where the file could not be had. */
  readonly detail: string;
}

export class RobotsGate {
  readonly #hosts: HostLedger;
  readonly #now: () => number;
  readonly #fetch: (order: FetchOrder) => Promise<FetchResult>;
  readonly #loaded = new Map<string, RobotsAnswer>();
  readonly #rules = new Map<string, { readonly until: number; readonly rules: Promise<RobotsAnswer> }>();

  constructor(options: {
    readonly hosts: HostLedger;
    readonly now: () => number;
    readonly fetch: (order: FetchOrder) => Promise<FetchResult>;
  }) {
    this.#hosts = options.hosts;
    this.#now = options.now;
    this.#fetch = options.fetch;
  }

  /** Rules of the origin of `url`; `order` says for whom it is asked. */
  async rulesFor(url: string, order: FetchOrder): Promise<RobotsAnswer> {
    const { origin } = new URL(url);
    const known = this.#rules.get(origin);
    if (known !== undefined && known.until > this.#now()) return known.rules;
    if (this.#rules.size >= mostOrigins) this.#rules.clear();
    const rules = this.#load(origin, order);
    this.#rules.set(origin, { until: this.#now() + lifetime, rules });
    const answer = await rules.catch((error: unknown) => {
      this.#rules.delete(origin);
      throw error;
    });
    if (this.#loaded.size >= mostOrigins) this.#loaded.clear();
    this.#loaded.set(origin, answer);
    // Not reached is no answer: the next page of the host asks again.
    if (answer.kind === 'unreachable') this.#rules.delete(origin);
    return answer;
  }

  /** What was loaded of the rules of an address's origin allows it; what was not is not asked for. */
  allowsNow(url: string): boolean {
    const { origin } = new URL(url);
    return this.#loaded.get(origin)?.allows(url) ?? false;
  }

  async #load(origin: string, order: FetchOrder): Promise<RobotsAnswer> {
    const kept = this.#hosts.robots(origin);
    const age = kept === null ? Number.POSITIVE_INFINITY : this.#now() - kept.fetched_at;
    if (kept !== null && kept.kind !== 'unreachable' && age >= 0 && age < lifetime) {
      return { ...readRobots(kept), detail: '' };
    }
    const result = await this.#fetch({
      ...order,
      url: `${origin}/robots.txt`,
      method: 'GET',
      body: null,
      headers: [],
      role: 'robots',
      referrer: null,
      link_text: null,
      ...(kept?.kind === 'rules'
        ? this.#hosts.robotsValidators(origin)
        : { etag: null, last_modified: null }),
    });
    const isUnchanged = result.kind === 'answer' && result.status === 304 && kept !== null;
    const record = isUnchanged ? kept : recordOf(origin, result);
    if (result.kind === 'answer' && result.status === 200 && !result.isRedirected) {
      const { headers } = result;
      this.#hosts.keepRobotsValidators(origin, headerOf(headers, 'etag'), headerOf(headers, 'last-modified'));
    }
    this.#hosts.keepRobots(record, this.#now());
    const detail = result.kind === 'answer' ? `status ${result.status}` : result.detail;
    return { ...readRobots(record), detail };
  }
}

function recordOf(origin: string, result: FetchResult): RobotsRecord {
  if (result.kind === 'answer') {
    const kind = robotsKind(result.status);
    const text = kind === 'rules' && result.body !== null ? Buffer.from(result.body).toString('utf8') : '';
    return { origin, kind, text };
  }
  // A redirect to another site, or a file of absurd size, is "unavailable" (RFC 9309 §2.3.1.3).
  return {
    origin,
    kind: result.kind === 'skip' && result.reason !== 'private-address' ? 'none' : 'unreachable',
    text: '',
  };
}
