/** An installed Chromium for pages that a script must be run for (加速乐, 瑞数, lists drawn by scripts); nothing is ever downloaded. */

import { existsSync } from 'node:fs';
import type { APIResponse, Browser, BrowserContext, Page, Request, Route } from 'playwright';
import { clickOnward } from './click-onward.ts';
import { readPageLinks } from './page-links.ts';
import { judgePage } from './page-verdict.ts';
import type { Resolver } from './resolver.ts';
import type { WireResponse } from './transport.ts';

export interface BrowserCookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
  readonly secure: boolean;
  /** Milliseconds since 1970, or null for a session cookie. */
  readonly expires: number | null;
}

export interface ShownExchange {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly requestBody: Uint8Array | null;
  readonly response: WireResponse;
}

export interface ShownPage {
  /** Answers to the page itself, challenges first; and to what its scripts asked for. */
  readonly exchanges: readonly ShownExchange[];
  /** The answer that the page is made from; null when only challenges came. */
  readonly final: ShownExchange | null;
  /** The page as it stands after its scripts, further pages of its list appended. */
  readonly html: string;
  readonly cookies: readonly BrowserCookie[];
}

export interface BrowserOrder {
  readonly url: string;
  /** Hosts (with port) that may be asked. */
  readonly hosts: ReadonlySet<string>;
  readonly cookies: readonly BrowserCookie[];
  /** Milliseconds between two requests. */
  readonly gapMs: number;
  /** Whether robots.txt allows an address. */
  readonly allows: (url: string) => boolean;
  /** Waits for what scripts draw, and goes on to further pages of a list. */
  readonly isList: boolean;
  readonly signal: AbortSignal | null;
}

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Path of an installed Chromium: NIANBAO_CHROMIUM, then the usual places. Null when there is none. */
export function findChromium(
  environment: NodeJS.ProcessEnv = process.env,
  places: readonly string[] = usualPlaces,
): string | null {
  const named = environment['NIANBAO_CHROMIUM'];
  return [...(named === undefined ? [] : [named]), ...places].find(path => existsSync(path)) ?? null;
}

/** Time for the challenge's script to run and the real page to come, the pace between requests not counted. */
const patienceMs = 20_000;
/** A page is taken as it is when nothing was asked for during this time. */
const quietMs = 400;
/** Further pages of a list that scripts draw. */
const mostClicks = 60;
/** Answers of one page that are kept. */
const mostExchanges = 300;

export class BrowserVisit {
  readonly #executable: string;
  readonly #userAgent: string;
  readonly #resolver: Resolver;
  #browser: Promise<Browser> | null = null;
  /** One page at a time: challenges are few, browsers are heavy. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: { executable: string; userAgent: string; resolver: Resolver }) {
    this.#executable = options.executable;
    this.#userAgent = options.userAgent;
    this.#resolver = options.resolver;
  }

  /** Opens a page and lets its scripts run. Null when the browser cannot be used. */
  visit(order: BrowserOrder): Promise<ShownPage | null> {
    const shown = this.#turn.then(() => this.#open(order));
    this.#turn = shown.catch(() => undefined);
    return shown;
  }

  async close(): Promise<void> {
    const browser = await this.#browser?.catch(() => null);
    await browser?.close();
    this.#browser = null;
  }

  async #open(order: BrowserOrder): Promise<ShownPage | null> {
    let context: BrowserContext | null = null;
    const abort = () => void context?.close().catch(() => undefined);
    order.signal?.addEventListener('abort', abort, { once: true });
    try {
      const browser = await this.#launch();
      context = await browser.newContext({
        userAgent: this.#userAgent,
        locale: 'zh-CN',
        serviceWorkers: 'block',
        acceptDownloads: false,
        ignoreHTTPSErrors: true,
      });
      await context.addCookies(
        order.cookies.map(({ name, value, expires }) => ({
          name,
          value,
          url: order.url,
          ...(expires === null ? {} : { expires: expires / 1000 }),
        })),
      );
      const traffic = await this.#guard(context, order);
      const page = await context.newPage();
      page.on('dialog', dialog => void dialog.dismiss().catch(() => undefined));
      await page.goto(order.url, { timeout: 60_000, waitUntil: 'domcontentloaded' }).catch(() => null);
      const html = await settledHtml(page, traffic, order.isList);
      const pages = order.isList ? await furtherPages(page, traffic, html) : [html];
      const cookies = await context.cookies(order.url);
      return {
        exchanges: traffic.exchanges,
        final: traffic.final,
        html: pages.join('\n'),
        cookies: cookies.map(({ name, value, path, secure, expires }) => ({
          name,
          value,
          path,
          secure,
          expires: expires < 0 ? null : expires * 1000,
        })),
      };
    } catch {
      return null;
    } finally {
      order.signal?.removeEventListener('abort', abort);
      await context?.close().catch(() => undefined);
    }
  }

  #launch(): Promise<Browser> {
    this.#browser ??= (async () => {
      const { chromium } = await import('playwright');
      return chromium.launch({
        executablePath: this.#executable,
        args: [
          // Chromium's own sandbox does not work for root, and is kept wherever it does.
          ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
          '--disable-gpu',
          '--disable-quic',
          '--no-first-run',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
        ],
      });
    })();
    return this.#browser;
  }

  /**
   * The browser goes nowhere that the crawler may not go, loads no more than page, scripts and data, and keeps the
   * traffic. Answers are taken here, on their way in: a page that moves on takes the body of its challenge with it.
   */
  async #guard(context: BrowserContext, order: BrowserOrder): Promise<Traffic> {
    const traffic: Traffic = { underWay: 0, lastAt: Date.now(), waited: 0, exchanges: [], final: null };
    let freeAt = Date.now() + order.gapMs;
    /** The pace of one host is kept by asking one thing after the other. */
    let turn: Promise<unknown> = Promise.resolve();
    const answer = async (route: Route, request: Request) => {
      const wait = Math.max(0, freeAt - Date.now());
      traffic.waited += wait;
      if (wait > 0) await new Promise(resolve => setTimeout(resolve, wait));
      try {
        const response = await route.fetch({ maxRedirects: 0, timeout: 60_000 });
        await this.#hand(route, request, response, traffic);
      } finally {
        freeAt = Date.now() + order.gapMs;
      }
    };
    await context.route('**/*', async route => {
      const request = route.request();
      if (!(await this.#isAllowed(request, order))) {
        await route.abort().catch(() => undefined);
        return;
      }
      traffic.underWay += 1;
      const answered = turn.then(() => answer(route, request));
      turn = answered.catch(() => route.abort().catch(() => undefined));
      await turn;
      traffic.underWay -= 1;
      traffic.lastAt = Date.now();
    });
    return traffic;
  }

  async #hand(route: Route, request: Request, response: APIResponse, traffic: Traffic): Promise<void> {
    const isPage = isPageRequest(request);
    const isData = ['xhr', 'fetch'].includes(request.resourceType());
    if ((isPage || isData) && traffic.exchanges.length < mostExchanges) {
      const exchange = await exchangeOf(request, response);
      traffic.exchanges.push(exchange);
      if (isPage && exchange.response.status < 300) traffic.final = exchange;
    }
    const location = response.headers()['location'];
    if (response.status() < 300 || response.status() > 399 || location === undefined) {
      await route.fulfill({ response });
      return;
    }
    // What a redirect leads to does not pass here again: the page goes there by itself, or not at all.
    const target = URL.canParse(location, request.url()) ? new URL(location, request.url()).href : null;
    if (!isPage || target === null) await route.abort();
    else {
      const script = `<script>location.replace(${JSON.stringify(target).replaceAll('<', '\\u003c')})</script>`;
      await route.fulfill({ status: 200, contentType: 'text/html', body: script });
    }
  }

  async #isAllowed(request: Request, { hosts, allows }: BrowserOrder): Promise<boolean> {
    const target = new URL(request.url());
    const isWanted = ['document', 'script', 'xhr', 'fetch'].includes(request.resourceType());
    if (!isWanted || !hosts.has(target.host) || !allows(request.url())) return false;
    return this.#resolver.resolve(target.hostname).then(
      () => true,
      () => false,
    );
  }
}

/** Requests under way, when the last one ended, how long they were held back, and what was answered. */
interface Traffic {
  underWay: number;
  lastAt: number;
  waited: number;
  readonly exchanges: ShownExchange[];
  final: ShownExchange | null;
}

function isPageRequest(request: Request): boolean {
  return request.isNavigationRequest() && request.frame().parentFrame() === null;
}

/** The page's markup once nothing is asked for any more and no challenge stands in its place. */
async function settledHtml(page: Page, traffic: Traffic, isList: boolean): Promise<string> {
  const started = Date.now() - traffic.waited;
  let html = '';
  while (Date.now() - started - traffic.waited < patienceMs) {
    await page.waitForTimeout(100);
    html = await page.content().catch(() => '');
    const isQuiet = traffic.underWay === 0 && Date.now() - traffic.lastAt > quietMs;
    if (html === '' || !isQuiet) continue;
    const links = readPageLinks(html, page.url());
    const verdict = judgePage(html, links);
    if (verdict === 'captcha' || verdict === 'firewall') return html;
    const isEmpty = isList && links.anchors.length === 0 && Date.now() - traffic.lastAt < 2000;
    if (verdict !== 'challenge' && !isEmpty) return html;
  }
  return html;
}

/** Turns the pages of a list as a reader does, until nothing new comes. */
async function furtherPages(page: Page, traffic: Traffic, first: string): Promise<string[]> {
  const pages = [first];
  const seen = new Set(addressesIn(first, page.url()));
  for (let number = 2; number <= mostClicks; number += 1) {
    const before = page.url().split('#')[0];
    const isClicked = await page.evaluate(clickOnward(number)).catch(() => false);
    if (isClicked !== true) break;
    traffic.lastAt = Date.now();
    const html = await settledHtml(page, traffic, false);
    // Somewhere else now: a link rather than a pager, which the crawl follows by itself.
    if (page.url().split('#')[0] !== before) break;
    const fresh = addressesIn(html, page.url()).filter(address => !seen.has(address));
    if (fresh.length === 0) break;
    for (const address of fresh) seen.add(address);
    pages.push(html);
  }
  return pages;
}

function addressesIn(html: string, url: string): string[] {
  return readPageLinks(html, url).anchors.map(anchor => anchor.url);
}

/** The browser hands the body out decoded, so the encoding header is kept under another name. */
async function exchangeOf(request: Request, response: APIResponse): Promise<ShownExchange> {
  const sent = await request.allHeaders();
  const status = response.status();
  return {
    url: request.url(),
    method: request.method() === 'POST' ? 'POST' : 'GET',
    requestBody: request.postDataBuffer(),
    response: {
      request_headers: Object.entries(sent).filter(([name]) => !name.startsWith(':')),
      status,
      status_text: response.statusText(),
      headers: response.headersArray().map(({ name, value }) => {
        const isEncoding = /^(content-encoding|transfer-encoding|content-length)$/i.test(name);
        return [isEncoding ? `x-archive-orig-${name}` : name, value] as const;
      }),
      body: new Uint8Array(await response.body()),
      tls: 'none',
    },
  };
}
