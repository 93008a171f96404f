/** One exchange with a host: what is asked with, cookies, the browser where it is needed; archived before it is read. */

import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { decodeContent } from '../data/archive/content-encoding.ts';
import type { Archive } from '../data/archive/index.ts';
import { hasRoute } from './addresses.ts';
import type { BrowserVisit } from './browser.ts';
import { isChallenge } from './circuit-breaker.ts';
import type { CookieJar } from './cookies.ts';
import { decodePage } from './decode-page.ts';
import type { Answer, FetchOrder } from './fetch-order.ts';
import { readPageLinks } from './page-links.ts';
import { judgePage, longestStandIn, type PageVerdict } from './page-verdict.ts';
import { headerOf, type Transport, type WireResponse } from './transport.ts';

/** What an exchange tells whoever counts. */
export interface ExchangeObserver {
  onExchange(portal: string, bytes: number): void;
  onLenientTls(host: string): void;
}

export interface ExchangeTools {
  readonly transport: Transport;
  readonly cookies: CookieJar;
  readonly archive: Archive;
  readonly browser: BrowserVisit | null;
  readonly observer: ExchangeObserver;
  readonly userAgent: string;
  readonly now: () => number;
  readonly signal: AbortSignal | null;
}

/** HTML never comes near this; larger bodies are archived and not read for links. */
const readableBytes = 100 * 1024 * 1024;

export class Exchanges {
  readonly #tools: ExchangeTools;
  readonly #allows: (url: string) => boolean;

  /** @param allows whether robots.txt lets a page that is open in the browser ask for an address */
  constructor(tools: ExchangeTools, allows: (url: string) => boolean) {
    this.#tools = tools;
    this.#allows = allows;
  }

  /**
   * @param isFirst whether it is the address of the order itself, not one that it redirects to
   * @throws WireFailure when no whole answer comes
   */
  async make(order: FetchOrder, gapMs: number, isFirst: boolean): Promise<Answer> {
    const address = new URL(order.url);
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
      allows: this.#allows,
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
