/** The frontier as Crawlee's request manager, so that its crawler drives the visits. */

import { BasicCrawler, type BasicCrawlerOptions } from '@crawlee/basic';
import { Configuration, type Dictionary, type IRequestManager, Log, LogLevel, Request } from '@crawlee/core';
import type { Frontier } from './frontier.ts';
import type { KnownPage } from './frontier-page.ts';

/**
 * Hands leased pages to Crawlee. What becomes of a page is settled by its visit, which alone knows; when Crawlee
 * reports a request as handled, nothing is left to do.
 */
export class FrontierRequests implements IRequestManager {
  readonly #frontier: Frontier;
  readonly #signal: AbortSignal | null;
  readonly #pages = new Map<string, KnownPage>();

  constructor(frontier: Frontier, signal: AbortSignal | null) {
    this.#frontier = frontier;
    this.#signal = signal;
  }

  /** The page that a request stands for. */
  pageOf(request: Request): KnownPage {
    const page = this.#pages.get(request.uniqueKey);
    if (page === undefined) throw new RangeError(`${request.url} is not under way`);
    return page;
  }

  async isFinished(): Promise<boolean> {
    return this.#frontier.leased === 0 && (this.#signal?.aborted === true || this.#frontier.queued === 0);
  }

  async isEmpty(): Promise<boolean> {
    return this.#signal?.aborted === true || this.#frontier.turns.free(Date.now()) === null;
  }

  async handledCount(): Promise<number> {
    return this.#frontier.handled;
  }

  getTotalCount(): number {
    return this.#frontier.handled + this.getPendingCount();
  }

  getPendingCount(): number {
    return this.#frontier.queued + this.#frontier.leased;
  }

  /** A page whose turn has come, now leased. */
  takePage(): KnownPage | null {
    return this.#signal?.aborted ? null : this.#frontier.lease(Date.now());
  }

  async fetchNextRequest<T extends Dictionary = Dictionary>(): Promise<Request<T> | null> {
    const page = this.takePage();
    if (page === null) return null;
    const request = new Request<T>({ url: page.url, uniqueKey: String(page.id), method: page.method });
    request.id = String(page.id);
    this.#pages.set(request.uniqueKey, page);
    return request;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Request> {
    for (let next = await this.fetchNextRequest(); next !== null; next = await this.fetchNextRequest()) {
      yield next;
    }
  }

  async markRequestHandled(request: Request): Promise<void> {
    this.#pages.delete(request.uniqueKey);
  }

  /** Reached only when a visit failed in a way that it did not expect: the page goes back for a later attempt. */
  async reclaimRequest(request: Request): Promise<null> {
    const page = this.#pages.get(request.uniqueKey);
    this.#pages.delete(request.uniqueKey);
    if (page !== undefined) this.#frontier.putBack(page, Date.now(), 'retry');
    return null;
  }

  addRequest(): Promise<never> {
    return Promise.reject(new TypeError('pages are added to the frontier, which knows portal and role'));
  }

  addRequestsBatched(): Promise<never> {
    return this.addRequest();
  }
}

/** Crawlee 3.18 declares the option `requestManager` and refuses it when it checks its options: hence assigned. */
class FrontierCrawler extends BasicCrawler {
  constructor(requests: FrontierRequests, options: BasicCrawlerOptions, configuration: Configuration) {
    super(options, configuration);
    this.requestManager = requests;
  }
}

/**
 * How long a task of Crawlee's goes on with further pages whose turn has come. A new task for each costs 1 ms, a quarter
 * of a page; without an end, one would outlast every timeout.
 */
const taskMs = 60_000;

/** Visits every page whose turn comes, until none is left or the signal is aborted. `visit` must not reject. */
export async function driveFrontier(options: {
  readonly frontier: Frontier;
  readonly concurrency: number;
  readonly signal: AbortSignal | null;
  readonly visit: (page: KnownPage) => Promise<void>;
}): Promise<void> {
  const { frontier, concurrency, signal } = options;
  const requests = new FrontierRequests(frontier, signal);
  const underWay = new Set<Promise<void>>();
  const visitFrom = async (first: KnownPage): Promise<void> => {
    const end = Date.now() + taskMs;
    let page: KnownPage | null = first;
    while (page !== null) {
      await options.visit(page);
      page = Date.now() < end ? requests.takePage() : null;
    }
  };
  const task = async (first: KnownPage): Promise<void> => {
    const visiting = visitFrom(first);
    underWay.add(visiting);
    await visiting.finally(() => underWay.delete(visiting));
  };
  const configuration = new Configuration({ persistStorage: false });
  const crawler = new FrontierCrawler(
    requests,
    {
      requestHandler: ({ request }) => task(requests.pageOf(request)),
      // Retries, timeouts and pace are ours: they depend on host, status and Retry-After.
      maxRequestRetries: 0,
      requestHandlerTimeoutSecs: 2 * 60 * 60,
      useSessionPool: false,
      minConcurrency: concurrency,
      maxConcurrency: concurrency,
      autoscaledPoolOptions: { maybeRunIntervalSecs: 0.02, loggingIntervalSecs: null },
      log: new Log({ level: LogLevel.OFF }),
    },
    configuration,
  );
  await crawler.run();
  // On SIGINT Crawlee returns at once; what is under way still settles its pages.
  await Promise.allSettled(underWay);
}
