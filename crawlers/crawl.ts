/** One crawl: portals in, archived pages and an outcome per portal out. Resumable at any moment. */

import { setMaxListeners } from 'node:events';
import type { Archive } from '../data/archive/index.ts';
import { type Issue, issue } from '../schema/issues.ts';
import type { Portal, PortalOutcome } from '../schema/portal.ts';
import { withWwwTwin } from './addresses.ts';
import type { AskingHours } from './asking-hours.ts';
import { BrowserVisit, findChromium } from './browser.ts';
import { type BreakerSettings, defaultBreaker } from './circuit-breaker.ts';
import { CookieJar } from './cookies.ts';
import { type CrawlProgress, CrawlReport } from './crawl-report.ts';
import { type FetchObserver, PageFetcher } from './fetch.ts';
import { Frontier } from './frontier.ts';
import type { KnownPage, PageRole } from './frontier-page.ts';
import { driveFrontier } from './frontier-requests.ts';
import { Politeness } from './politeness.ts';
import { PortalTally } from './portal-tally.ts';
import { type AddressPolicy, publicAddressesOnly, Resolver } from './resolver.ts';
import { Transport, type TransportLimits } from './transport.ts';
import { Visits } from './visit.ts';

export interface CrawlOptions {
  /** Division codes, or beginnings of them: `33` takes all of 浙江. Empty or absent takes every portal. */
  readonly provinces?: readonly string[];
  /** Portal ids; empty or absent takes every portal. */
  readonly portals?: readonly string[];
  /** Report year before which items of lists are left out. */
  readonly since?: number | null;
  /** Hosts asked at the same time, at most. */
  readonly concurrency?: number;
  /** Seconds between two requests to one host or address; a portal's own delay and Crawl-delay come before it. */
  readonly delaySeconds?: number;
  /** Hours of the day in China in which portals are asked whose entry says nothing else; absent for all. */
  readonly hours?: AskingHours | null;
  /** Allows loopback and private addresses, for test portals. A function decides by address. */
  readonly allowPrivateHosts?: boolean | AddressPolicy;
  /** Documents visited per portal, at most. */
  readonly limit?: number | null;
  /** Nothing is requested or kept; the result says what would be. */
  readonly dryRun?: boolean;
  /** `auto` lets an installed Chromium answer challenges. */
  readonly browser?: 'auto' | 'never';
  /** Treats every known page as due. */
  readonly revisitAll?: boolean;
  /** The crawl's idea of the time, milliseconds since 1970; the pace of requests keeps to the real one. */
  readonly now?: () => number;
  /** Where portals can write to whoever crawls them; part of the User-Agent. */
  readonly contact?: string;
  readonly version?: string;
  readonly limits?: Partial<TransportLimits>;
  readonly breaker?: Partial<BreakerSettings>;
  /** First wait after a failure, milliseconds; doubles each time. */
  readonly retryMs?: number;
}

export type { CrawlProgress } from './crawl-report.ts';

export interface PlannedPortal {
  readonly portal: string;
  /** Known pages that are due, by role; a portal never crawled begins with its home page or columns. */
  readonly due: Readonly<Partial<Record<PageRole, number>>>;
}

export interface CrawlResult {
  readonly outcomes: PortalOutcome[];
  readonly issues: Issue[];
  /** What a dry run would have visited. */
  readonly plan?: PlannedPortal[];
}

export interface CrawlInput {
  readonly portals: readonly Portal[];
  readonly archive: Archive;
  /** Path of `crawl.db`. */
  readonly stateFile: string;
  readonly options?: CrawlOptions;
  readonly onProgress?: (progress: CrawlProgress) => void;
  readonly signal?: AbortSignal | null;
}

/** Stands in the User-Agent, with a warning, until the operator names a contact: the name of the program, no address. */
export const noContact = 'annual disclosure reports; no contact configured';

/**
 * Visits what is due. Trouble with portals is in the result; interrupting keeps all state.
 * @throws NianbaoError when the state file cannot be used, or the archive cannot be written
 */
export async function crawl(input: CrawlInput): Promise<CrawlResult> {
  const options = input.options ?? {};
  const now = options.now ?? Date.now;
  const portals = selectPortals(input.portals, options);
  const frontier = Frontier.open(input.stateFile);
  try {
    if (options.dryRun) {
      return { outcomes: [], issues: [], plan: planOf(frontier, portals, now(), options) };
    }
    return await run(input, portals, frontier, now);
  } finally {
    frontier.close();
  }
}

async function run(
  input: CrawlInput,
  portals: readonly Portal[],
  frontier: Frontier,
  now: () => number,
): Promise<CrawlResult> {
  const options = input.options ?? {};
  // Stopped from outside, or from within when the archive cannot be written.
  const stop = new AbortController();
  const signal = input.signal ? AbortSignal.any([input.signal, stop.signal]) : stop.signal;
  // Every visit under way may listen; Node takes more than ten for a leak and warns.
  setMaxListeners(0, signal);
  const issues: Issue[] = [];
  const tallies = new Map(portals.map(portal => [portal.id, new PortalTally(portal, now())]));
  const report = new CrawlReport({
    frontier,
    tallies,
    issues,
    now,
    signal,
    onProgress: input.onProgress ?? null,
  });
  const resolver = new Resolver(addressPolicy(options.allowPrivateHosts));
  const transport = new Transport(resolver, options.limits);
  const userAgent = userAgentOf(options);
  if (options.contact === undefined && options.allowPrivateHosts !== true) {
    issues.push(issue('crawl.contact.missing', `portals are asked as "${userAgent}"`));
  }
  const executable = options.browser === 'never' ? null : findChromium();
  const browser = executable === null ? null : new BrowserVisit({ executable, userAgent, resolver });
  const politeness = new Politeness();
  const fetcher = new PageFetcher({
    transport,
    resolver,
    politeness,
    cookies: new CookieJar(frontier.cookies),
    archive: input.archive,
    hosts: frontier.hosts,
    browser,
    observer: observerOf(frontier, report, issues),
    userAgent,
    delaySeconds: options.delaySeconds ?? 1,
    now,
    signal,
  });
  const hosts = new Map(portals.map(portal => [portal.id, hostsOf(portal)]));
  const visits = new Visits({
    fetcher,
    frontier,
    politeness,
    tallies,
    issues,
    now,
    hostsOf: ({ id }) => hosts.get(id) ?? new Set(),
    since: options.since ?? null,
    limit: options.limit ?? null,
    hours: options.hours ?? null,
    breaker: { ...defaultBreaker, ...options.breaker },
    retryMs: options.retryMs ?? 5000,
  });
  const defects: unknown[] = [];
  const visit = async (page: KnownPage): Promise<void> => {
    try {
      const touched = await visits.visit(page).catch((error: unknown) => {
        visits.interrupt(page);
        throw error;
      });
      await frontier.committed();
      report.visited(page.portal, touched);
    } catch (error) {
      // Neither a portal's fault nor a page's: nothing more is asked for, and the caller is told.
      defects.push(error);
      stop.abort(error);
    }
  };
  try {
    start(frontier, portals, tallies, { now: now(), revisitAll: options.revisitAll ?? false });
    report.finishIdle();
    await driveFrontier({ frontier, concurrency: options.concurrency ?? 32, signal, visit });
    if (defects.length > 0) throw defects[0];
    if (frontier.queued + frontier.leased === 0) frontier.endRun();
    report.finishAll();
    return { outcomes: portals.flatMap(({ id }) => report.outcomes.get(id) ?? []), issues };
  } finally {
    await browser?.close();
    await transport.close();
    await input.archive.flush();
  }
}

/** One honest name, with whom to write to; some portals refuse whatever does not begin as browsers do. */
export function userAgentOf({ version = '0.1.0', contact }: CrawlOptions): string {
  return `Mozilla/5.0 (compatible; Nianbao/${version}; ${contact === undefined ? noContact : `+${contact}`})`;
}

function observerOf(frontier: Frontier, report: CrawlReport, issues: Issue[]): FetchObserver {
  const lenientHosts = new Set<string>();
  return {
    onExchange: (portal, bytes) => report.countExchange(portal, bytes),
    onAddress: (host, address) => {
      if (frontier.hosts.address(host) !== address) frontier.hosts.keepAddress(host, address);
      frontier.turns.learnAddress(host, address);
    },
    onLenientTls: host => {
      if (lenientHosts.has(host)) return;
      lenientHosts.add(host);
      issues.push(issue('crawl.host.unverified_tls', `${host} was read over TLS that is not verified`, host));
    },
  };
}

/** Queues what is due, and the columns or the home page of portals that are new. */
function start(
  frontier: Frontier,
  portals: readonly Portal[],
  tallies: ReadonlyMap<string, PortalTally>,
  options: { readonly now: number; readonly revisitAll: boolean },
): void {
  const resting = frontier.beginRun({ portals: portals.map(({ id }) => id), ...options });
  for (const [portal, count] of resting) tallies.get(portal)?.skip('blocked-host', count);
  for (const portal of portals) {
    const hasColumns = portal.columns.length > 0;
    const { refused } = frontier.add(
      (hasColumns ? portal.columns : [portal.home]).map(url => ({
        portal: portal.id,
        role: hasColumns ? 'listing' : 'home',
        url,
        depth: 0,
        referrer: null,
        link_text: null,
      })),
    );
    tallies.get(portal.id)?.skip('blocked-host', refused);
  }
}

/** Hosts (with port) that belong to a portal: those of its addresses, their www twins, and those listed. */
export function hostsOf(portal: Portal): Set<string> {
  const named = [portal.home, ...portal.columns].map(address => new URL(address).host);
  return new Set([...named, ...portal.hosts].flatMap(withWwwTwin));
}

function addressPolicy(allowed: CrawlOptions['allowPrivateHosts']): AddressPolicy {
  if (typeof allowed === 'function') return allowed;
  return allowed ? () => true : publicAddressesOnly;
}

function selectPortals(portals: readonly Portal[], options: CrawlOptions): Portal[] {
  const ids = new Set(options.portals ?? []);
  const provinces = (options.provinces ?? []).map(code => code.replace(/(00)+$/, ''));
  return portals.filter(
    ({ id, division_code, part_of }) =>
      // The site is crawled once, for the entry that it belongs to.
      part_of === undefined &&
      (ids.size === 0 || ids.has(id)) &&
      (provinces.length === 0 || provinces.some(province => division_code.startsWith(province))),
  );
}

function planOf(
  frontier: Frontier,
  portals: readonly Portal[],
  now: number,
  options: CrawlOptions,
): PlannedPortal[] {
  return portals.map(({ id, columns }) => {
    const first: Partial<Record<PageRole, number>> =
      columns.length > 0 ? { listing: columns.length } : { home: 1 };
    return { portal: id, due: frontier.portals.due(id, now, options.revisitAll ?? false) ?? first };
  });
}
