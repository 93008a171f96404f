/** One page of a portal, politely: robots, pace, redirects, cookies; every answer archived before it is read. */

import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { decodeContent } from '../data/archive/content-encoding.ts';
import type { Archive } from '../data/archive/index.ts';
import type { Capture, CaptureRole, SkipReason } from '../schema/capture.ts';
import { hasRoute, normalAddress, schemeTwin } from './addresses.ts';
import type { BrowserVisit } from './browser.ts';
import { isChallenge } from './circuit-breaker.ts';
import type { CookieJar } from './cookies.ts';
import { decodePage } from './decode-page.ts';
import type { HostLedger } from './host-ledger.ts';
import { readPageLinks } from './page-links.ts';
import { judgePage, longestStandIn, type PageVerdict } from './page-verdict.ts';
import { gapFor, type Politeness } from './politeness.ts';
import { RefusedAddressError, type Resolver } from './resolver.ts';
import { RobotsGate } from './robots-gate.ts';
import {
  headerOf,
  type Transport,
  WireFailure,
  type WireFailureKind,
  type WireResponse,
} from './transport.ts';

/** What is asked for, and for whom. */
export interface FetchOrder {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly body: string | null;
  /** Headers beyond the usual ones. */
  readonly headers: readonly (readonly [string, string])[];
  readonly portal: string;
  readonly role: CaptureRole;
  readonly referrer: string | null;
  readonly link_text: string | null;
  /** Validators of the last answer, if the archive still holds it. */
  readonly etag: string | null;
  readonly last_modified: string | null;
  /** Hosts (with port) that redirects may lead to. */
  readonly hosts: ReadonlySet<string>;
  readonly delaySeconds: number | null;
  /** Known to say nothing until its scripts have run: it is opened in the browser, where there is one. */
  readonly isScripted?: boolean;
}

export interface Answer {
  readonly kind: 'answer';
  /** After redirects. */
  readonly url: string;
  readonly isRedirected: boolean;
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly capture: Capture;
  /** Content encoding undone; null when that fails. */
  readonly body: Uint8Array | null;
  /** `sha256:` + hex of that body. */
  readonly digest: string | null;
  /** What came in place of the page, if anything did. */
  readonly verdict: PageVerdict;
}

export type FetchResult =
  | Answer
  | { readonly kind: 'skip'; readonly reason: SkipReason; readonly detail: string }
  | { readonly kind: 'failure'; readonly failure: WireFailureKind | 'robots'; readonly detail: string };

/** What a fetch tells whoever counts. */
export interface FetchObserver {
  onExchange(portal: string, bytes: number): void;
  onLenientTls(host: string): void;
  onAddress(host: string, address: string): void;
}

export interface FetchTools {
  readonly transport: Transport;
  readonly resolver: Resolver;
  readonly politeness: Politeness;
  readonly cookies: CookieJar;
  readonly archive: Archive;
  readonly hosts: HostLedger;
  readonly browser: BrowserVisit | null;
  readonly observer: FetchObserver;
  readonly userAgent: string;
  readonly delaySeconds: number;
  readonly now: () => number;
  readonly signal: AbortSignal | null;
}

const mostHops = 10;
/** HTML never comes near this; larger bodies are archived and not read for links. */
const readableBytes = 100 * 1024 * 1024;

export class PageFetcher {
  readonly #tools: FetchTools;
  readonly #robots: RobotsGate;
  /** Hosts (without port) that answer only under the other scheme. */
  readonly #schemes = new Map<string, string>();

  constructor(tools: FetchTools) {
    this.#tools = tools;
    this.#robots = new RobotsGate({
      hosts: tools.hosts,
      now: tools.now,
      fetch: order => this.#follow(order, false),
    });
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
      return await politeness.run(turn, () => this.#ask(order, address, gapMs, isFirst));
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

  async #ask(order: FetchOrder, address: URL, gapMs: number, isFirst: boolean): Promise<Answer> {
    const { transport, cookies, observer, browser, now, signal } = this.#tools;
    const body = order.body === null ? null : Buffer.from(order.body, 'utf8');
    const headers = this.#headers(order, address, isFirst);
    const response = await transport.send({ url: order.url, method: order.method, headers, body, signal });
    const answer = await this.#archive(order, body, response);
    if (response.tls === 'lenient') observer.onLenientTls(address.host);
    for (const [name, value] of response.headers) {
      if (name.toLowerCase() === 'set-cookie') cookies.accept(address, value, now());
    }
    if (browser === null || order.method !== 'GET') return answer;
    const isChallenged = isChallenge(response.status) || answer.verdict === 'challenge';
    if (isChallenged && answer.verdict !== 'captcha')
      return (await this.#show(order, address, gapMs, false)) ?? answer;
    const isShell = order.isScripted === true && response.status === 200 && answer.verdict === 'page';
    return isShell ? ((await this.#show(order, address, gapMs, true)) ?? answer) : answer;
  }

  /**
   * Opens a page in the browser and archives all that was answered there. Null when that brought nothing.
   * @param isRendered whether the page is wanted as its scripts leave it, which is archived as a record of its own
   */
  async #show(order: FetchOrder, address: URL, gapMs: number, isRendered: boolean): Promise<Answer | null> {
    const { browser, cookies, archive, now, signal } = this.#tools;
    const shown = await browser?.visit({
      url: order.url,
      hosts: order.hosts,
      cookies: cookies.all(address.hostname, now()),
      gapMs,
      allows: url => this.#robots.allowsNow(url),
      isList: isRendered && order.role !== 'document',
      signal,
    });
    if (shown === null || shown === undefined) return null;
    for (const cookie of shown.cookies) cookies.set(address.hostname, cookie.name, cookie, now());
    let final: Answer | null = null;
    for (const exchange of shown.exchanges) {
      const { url, method, requestBody, response } = exchange;
      const isPage = exchange === shown.final;
      // What scripts ask for is evidence of the list, never a document by itself.
      const isDocument = isPage && !hasRoute(order.url);
      const role = isDocument || order.role !== 'document' ? order.role : 'listing';
      const kept = await this.#archive({ ...order, url, method, role }, requestBody, response);
      if (isPage) final = kept;
    }
    if (final === null || !isRendered) return final;
    const body = Buffer.from(shown.html, 'utf8');
    const capture = await archive.addResource({
      url: order.url,
      bytes: body,
      content_type: 'text/html; charset=utf-8',
      captured_at: new Date(now()).toISOString(),
      portal: order.portal,
      role: order.role,
    });
    return {
      ...final,
      headers: [['content-type', 'text/html; charset=utf-8']],
      capture,
      body,
      digest: digestOf(body),
      verdict: verdictOf(body, 'text/html; charset=utf-8', order.url),
    };
  }

  #headers(order: FetchOrder, address: URL, isFirst: boolean): [string, string][] {
    const headers: [string, string][] = [
      ['user-agent', this.#tools.userAgent],
      ['accept', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'],
      ['accept-language', 'zh-CN,zh;q=0.9'],
      ['accept-encoding', 'gzip, br'],
    ];
    // Data proxies and downloads refuse without it. Hosts elsewhere are not told where we come from.
    const isFromHere = order.referrer !== null && new URL(order.referrer).host === address.host;
    if (isFromHere && order.referrer !== null) headers.push(['referer', order.referrer]);
    const cookie = this.#tools.cookies.header(address, this.#tools.now());
    if (cookie !== null) headers.push(['cookie', cookie]);
    const hasValidator = order.etag !== null || order.last_modified !== null;
    const mayAsk = hasValidator && isFirst && order.isScripted !== true && order.method === 'GET';
    const mayBeConditional = mayAsk && this.#isArchived(order.url);
    if (mayBeConditional && order.etag !== null) headers.push(['if-none-match', order.etag]);
    if (mayBeConditional && order.last_modified !== null) {
      headers.push(['if-modified-since', order.last_modified]);
    }
    for (const [name, value] of order.headers) headers.push([name, value]);
    return headers;
  }

  /** "Not modified" is worth something only where what was not modified is at hand. */
  #isArchived(url: string): boolean {
    return this.#tools.archive.latest(url) !== null;
  }

  async #archive(order: FetchOrder, sent: Uint8Array | null, response: WireResponse): Promise<Answer> {
    const { archive, observer, now } = this.#tools;
    const capture = await archive.record({
      url: order.url,
      method: order.method,
      request_headers: response.request_headers,
      request_body: sent,
      status: response.status,
      status_text: response.status_text,
      response_headers: response.headers,
      body: response.body,
      captured_at: new Date(now()).toISOString(),
      portal: order.portal,
      role: order.role,
      referrer: order.referrer,
      link_text: order.link_text,
    });
    observer.onExchange(order.portal, response.body.length);
    const decoded = await decodedBody(response);
    return {
      kind: 'answer',
      url: order.url,
      isRedirected: false,
      status: response.status,
      headers: response.headers,
      capture,
      body: decoded,
      digest: decoded === null ? null : digestOf(decoded),
      verdict:
        decoded === null ? 'page' : verdictOf(decoded, headerOf(response.headers, 'content-type'), order.url),
    };
  }
}

const digestOf = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

function verdictOf(body: Uint8Array, contentType: string | null, url: string): PageVerdict {
  if (body.length > longestStandIn || body.length === 0) return 'page';
  if (contentType !== null && !/html/i.test(contentType)) return 'page';
  const text = decodePage(body, contentType);
  // Data under the type of a page.
  if (!/^[\s\ufeff]*</.test(text)) return 'page';
  return judgePage(text, readPageLinks(text, url));
}

/** Bodies up to this size are unpacked at once, which costs a third of doing it piece by piece. */
const smallBody = 1024 * 1024;

async function decodedBody(response: WireResponse): Promise<Uint8Array | null> {
  const encoding = headerOf(response.headers, 'content-encoding');
  if (encoding === null) return response.body;
  try {
    if (
      /^\s*(x-)?gzip\s*$/i.test(encoding) &&
      response.body.length <= smallBody &&
      response.body.length > 0
    ) {
      return gunzipSync(response.body, { maxOutputLength: readableBytes, chunkSize: 256 * 1024 });
    }
  } catch {
    // Cut off or not gzip at all: the patient way decides.
  }
  try {
    return await decodeContent(response.body, response.headers, 'body', readableBytes);
  } catch {
    return null;
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
