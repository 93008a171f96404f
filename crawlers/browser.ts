/** An installed Chromium for pages that a script must be run for (加速乐, 瑞数); nothing is ever downloaded. */

import { existsSync } from 'node:fs';
import type { Browser, BrowserContext, Response } from 'playwright';
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

export interface ShownPage {
  readonly response: WireResponse;
  readonly cookies: readonly BrowserCookie[];
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

/** Time for the challenge's script to run and the real page to come. */
const patienceMs = 30_000;

export class BrowserVisit {
  readonly #executable: string;
  readonly #userAgentSuffix: string;
  readonly #resolver: Resolver;
  #browser: Promise<Browser> | null = null;
  /** One page at a time: challenges are few, browsers are heavy. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: { executable: string; userAgentSuffix: string; resolver: Resolver }) {
    this.#executable = options.executable;
    this.#userAgentSuffix = options.userAgentSuffix;
    this.#resolver = options.resolver;
  }

  /**
   * Opens a page and waits for an answer that is no refusal. Null when none comes; a CAPTCHA is such a case, and
   * is left alone.
   */
  visit(url: string, hosts: ReadonlySet<string>): Promise<ShownPage | null> {
    const shown = this.#turn.then(() => this.#open(url, hosts));
    this.#turn = shown.catch(() => undefined);
    return shown;
  }

  async close(): Promise<void> {
    const browser = await this.#browser?.catch(() => null);
    await browser?.close();
    this.#browser = null;
  }

  async #open(url: string, hosts: ReadonlySet<string>): Promise<ShownPage | null> {
    let context: BrowserContext | null = null;
    try {
      const browser = await this.#launch();
      const plain = `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${browser.version()} Safari/537.36`;
      context = await browser.newContext({ userAgent: `${plain} ${this.#userAgentSuffix}`, locale: 'zh-CN' });
      await this.#guard(context, hosts);
      const page = await context.newPage();
      const answered = new Promise<Response>(resolve => {
        page.on('response', response => {
          const isPage = response.request().isNavigationRequest() && response.frame() === page.mainFrame();
          if (isPage && response.status() < 300) resolve(response);
        });
      });
      const tooLong = new Promise<null>(resolve => setTimeout(resolve, patienceMs, null).unref());
      await page.goto(url, { timeout: patienceMs, waitUntil: 'domcontentloaded' }).catch(() => null);
      const response = await Promise.race([answered, tooLong]);
      if (response === null) return null;
      const cookies = await context.cookies(url);
      return {
        response: await wireResponse(response),
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
      await context?.close().catch(() => undefined);
    }
  }

  #launch(): Promise<Browser> {
    this.#browser ??= (async () => {
      const { chromium } = await import('playwright');
      return chromium.launch({
        executablePath: this.#executable,
        args: [
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

  /** The browser goes nowhere that the crawler may not go, and loads no more than the page and its scripts. */
  async #guard(context: BrowserContext, hosts: ReadonlySet<string>): Promise<void> {
    await context.route('**/*', async route => {
      const request = route.request();
      const target = new URL(request.url());
      const isWanted = ['document', 'script', 'xhr', 'fetch'].includes(request.resourceType());
      const isAllowed =
        isWanted &&
        hosts.has(target.host) &&
        (await this.#resolver.resolve(target.hostname).then(
          () => true,
          () => false,
        ));
      await (isAllowed ? route.continue() : route.abort());
    });
  }
}

/** The browser hands the body out decoded, so the encoding header is kept under another name. */
async function wireResponse(response: Response): Promise<WireResponse> {
  const headers = await response.headersArray();
  const sent = await response.request().headersArray();
  return {
    request_headers: sent.map(({ name, value }) => [name, value] as const),
    status: response.status(),
    status_text: response.statusText(),
    headers: headers.map(({ name, value }) => {
      const isEncoding = /^(content-encoding|transfer-encoding|content-length)$/i.test(name);
      return [isEncoding ? `x-archive-orig-${name}` : name, value] as const;
    }),
    body: new Uint8Array(await response.body()),
    tls: 'none',
  };
}
