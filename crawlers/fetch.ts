/** One page of a portal, politely: robots, pace, redirects, the other scheme where a host answers under one only. */

import { normalAddress, schemeTwin } from './addresses.ts';
import { type ExchangeObserver, Exchanges, type ExchangeTools } from './exchange.ts';
import type { FetchOrder, FetchResult } from './fetch-order.ts';
import type { HostLedger } from './host-ledger.ts';
import { gapFor, type Politeness } from './politeness.ts';
import { RefusedAddressError, type Resolver } from './resolver.ts';
import { RobotsGate } from './robots-gate.ts';
import { headerOf, WireFailure } from './transport.ts';

/** What a fetch tells whoever counts. */
export interface FetchObserver extends ExchangeObserver {
  onAddress(host: string, address: string): void;
}

export interface FetchTools extends ExchangeTools {
  readonly resolver: Resolver;
  readonly politeness: Politeness;
  readonly hosts: HostLedger;
  readonly observer: FetchObserver;
  readonly delaySeconds: number;
}

const mostHops = 10;

export class PageFetcher {
  readonly #tools: FetchTools;
  readonly #robots: RobotsGate;
  readonly #exchanges: Exchanges;
  /** Hosts (without port) that answer only under the other scheme. */
  readonly #schemes = new Map<string, string>();

  constructor(tools: FetchTools) {
    this.#tools = tools;
    this.#robots = new RobotsGate({
      hosts: tools.hosts,
      now: tools.now,
      fetch: order => this.#follow(order, false),
    });
    this.#exchanges = new Exchanges(tools, url => this.#robots.allowsNow(url));
  }

  /** Whether a page can be opened in a browser. */
  get canShow(): boolean {
    return this.#tools.browser !== null;
  }

  /** Never rejects on trouble with the network; rejects when the archive cannot be written. */
  async fetch(order: FetchOrder): Promise<FetchResult> {
    const preferred = this.#schemes.get(new URL(order.url).host);
    const url = preferred === undefined ? order.url : (withScheme(order.url, preferred) ?? order.url);
    const result = await this.#follow({ ...order, url }, true);
    const twin = schemeTwin(url);
    const isUnanswered =
      result.kind === 'failure' && ['connect', 'tls', 'timeout', 'reset', 'robots'].includes(result.failure);
    if (!isUnanswered || twin === null || preferred !== undefined) return result;
    // One portal in a hundred answers under one scheme only, and its links use the other.
    const other = await this.#follow({ ...order, url: twin }, true);
    if (other.kind !== 'answer') return result;
    this.#schemes.set(new URL(twin).host, new URL(twin).protocol);
    return other;
  }

  async #follow(order: FetchOrder, isGuarded: boolean): Promise<FetchResult> {
    let url = order.url;
    let { method, body } = order;
    for (let hop = 0; hop <= mostHops; hop += 1) {
      if (hop > 0 && !order.hosts.has(new URL(url).host)) {
        return { kind: 'skip', reason: 'foreign-host', detail: `redirected to ${url}` };
      }
      let gap = gapFor(this.#tools.delaySeconds, order.delaySeconds, null);
      if (isGuarded) {
        // Before robots.txt: what stands inside is not asked for that either.
        const refused = await this.#refusal(url);
        if (refused !== null) return { kind: 'skip', reason: 'private-address', detail: refused };
        const rules = await this.#robots.rulesFor(url, order);
        if (rules.kind === 'unreachable') {
          return { kind: 'failure', failure: 'robots', detail: `robots.txt: ${rules.detail}` };
        }
        if (!rules.allows(url)) return { kind: 'skip', reason: 'robots', detail: url };
        gap = gapFor(this.#tools.delaySeconds, order.delaySeconds, rules.crawlDelaySeconds);
      }
      const step = await this.#exchange({ ...order, url, method, body }, gap, hop === 0);
      if (step.kind !== 'answer') return step;
      const location = headerOf(step.headers, 'location');
      const target = location === null ? null : resolveLocation(location, url);
      if (step.status < 300 || step.status > 399 || step.status === 304 || target === null) {
        return { ...step, isRedirected: hop > 0 };
      }
      if (step.status !== 307 && step.status !== 308) {
        method = 'GET';
        body = null;
      }
      url = target;
    }
    return { kind: 'failure', failure: 'protocol', detail: `more than ${mostHops} redirects` };
  }

  async #exchange(order: FetchOrder, gapMs: number, isFirst: boolean): Promise<FetchResult> {
    const { politeness, resolver, observer, signal } = this.#tools;
    const address = new URL(order.url);
    try {
      const resolved = (await this.#resolve(resolver, address.hostname))[0]?.address ?? '';
      observer.onAddress(address.host, resolved);
      const turn = { host: address.host, address: resolved, gapMs, signal };
      return await politeness.run(turn, () => this.#exchanges.make(order, gapMs, isFirst));
    } catch (error) {
      if (signal?.aborted) return { kind: 'failure', failure: 'aborted', detail: 'interrupted' };
      if (!(error instanceof WireFailure)) throw error;
      if (error.kind === 'refused-address') {
        return { kind: 'skip', reason: 'private-address', detail: error.message };
      }
      if (error.kind === 'too-large') return { kind: 'skip', reason: 'too-large', detail: error.message };
      return { kind: 'failure', failure: error.kind, detail: error.message };
    }
  }

  /** Why a host must not be connected to; null when it may be, or when its name does not resolve. */
  async #refusal(url: string): Promise<string | null> {
    try {
      await this.#tools.resolver.resolve(new URL(url).hostname);
      return null;
    } catch (error) {
      return error instanceof RefusedAddressError ? error.message : null;
    }
  }

  async #resolve(resolver: Resolver, hostname: string) {
    try {
      return await resolver.resolve(hostname);
    } catch (error) {
      const isRefused = error instanceof RefusedAddressError;
      throw new WireFailure(isRefused ? 'refused-address' : 'unresolved', String(error));
    }
  }
}

function resolveLocation(location: string, base: string): string | null {
  try {
    // Header values arrive byte by byte; addresses in them are UTF-8 where they are not ASCII.
    return normalAddress(new URL(Buffer.from(location.trim(), 'latin1').toString('utf8'), base));
  } catch {
    return null;
  }
}

function withScheme(url: string, protocol: string): string | null {
  return new URL(url).protocol === protocol ? url : schemeTwin(url);
}
