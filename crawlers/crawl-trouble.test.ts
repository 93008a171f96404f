import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PortalOutcome } from '../schema/portal.ts';
import { isReservedAddress } from './reserved-addresses.ts';
import { type CrawlBench, newBench, portalOf } from './testing/crawl-bench.ts';
import {
  type Handler,
  type Hit,
  type LoopbackServer,
  reportHtml,
  startServer,
} from './testing/loopback-server.ts';

const withTypeScript = new URL('../scripts/with-typescript.mjs', import.meta.url).href;

let bench: CrawlBench;
const closing: (() => Promise<void>)[] = [];
beforeEach(() => {
  bench = newBench();
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  bench.remove();
});

async function serve(handler: Handler, address?: string): Promise<LoopbackServer> {
  const server = await startServer(handler, address);
  closing.push(server.close);
  return server;
}

function only(outcomes: readonly PortalOutcome[]): PortalOutcome {
  expect(outcomes).toHaveLength(1);
  return outcomes[0] as PortalOutcome;
}

const columnOf = (server: LoopbackServer) => portalOf(server.origin, { columns: [`${server.origin}/nb/`] });

/** A column of `count` reports. */
const column =
  (count: number): Handler =>
  ({ path }) => {
    if (path === '/nb/') {
      const items = Array.from(
        { length: count },
        (_, id) => `<li><a href="t20240119_${id}.html">第${id}局2023年政府信息公开年报</a></li>`,
      );
      return { body: `<ul>${items.join('')}</ul>` };
    }
    return /^\/nb\/t20240119_\d+\.html$/.test(path) ? { body: reportHtml(path, 2023) } : undefined;
  };

const day = 24 * 3_600_000;
const january = Date.UTC(2026, 0, 20);

describe('robots.txt', () => {
  const withRobots = (robots: Handler) =>
    serve(hit => (hit.path === '/robots.txt' ? robots(hit) : column(2)(hit)));

  it.each([404, 403])('that answers %d forbids nothing', async status => {
    const server = await withRobots(() => ({ status, body: 'User-agent: *\nDisallow: /' }));
    expect(only((await bench.run([columnOf(server)])).outcomes)).toMatchObject({
      state: 'complete',
      found: 2,
    });
    expect((await bench.captures())[0]).toMatchObject({ role: 'robots', status });
  });

  it('that forbids everything is obeyed, asked for once a day, and reported', async () => {
    const server = await withRobots(() => ({ body: 'User-agent: *\nDisallow: /' }));
    const { outcomes, issues } = await bench.run([columnOf(server)]);
    expect(only(outcomes)).toMatchObject({ state: 'blocked', found: 0, skipped: { robots: 1 } });
    expect(issues.map(({ code }) => code)).toEqual(['crawl.portal.blocked']);
    expect(server.pages()).toEqual([]);
    await bench.run([columnOf(server)], { revisitAll: true });
    expect(server.hits).toHaveLength(1);
    await bench.run([columnOf(server)], { revisitAll: true, now: () => Date.now() + 25 * 3_600_000 });
    expect(server.hits).toHaveLength(2);
  });

  it('that cannot be had forbids everything for now', async () => {
    let isDown = true;
    const server = await withRobots(() => ({ status: isDown ? 503 : 404 }));
    const { outcomes, issues } = await bench.run([columnOf(server)]);
    expect(only(outcomes)).toMatchObject({ state: 'unreachable', found: 0 });
    expect(issues.find(({ code }) => code === 'crawl.portal.unreachable')?.message).toMatch(
      /robots\.txt: status 503/,
    );
    expect(server.pages()).toEqual([]);
    isDown = false;
    expect(only((await bench.run([columnOf(server)], { revisitAll: true })).outcomes)).toMatchObject({
      found: 2,
    });
  });

  it('is obeyed page by page, and sets the pace', async () => {
    const server = await withRobots(() => ({
      body: 'User-agent: *\nCrawl-delay: 0.2\nDisallow: /nb/t20240119_0.html',
    }));
    expect(only((await bench.run([columnOf(server)])).outcomes)).toMatchObject({
      found: 1,
      skipped: { robots: 1 },
    });
    expect(gaps(server.pages()).every(gap => gap >= 195)).toBe(true);
  });
});

const gaps = (hits: readonly Hit[]) => hits.slice(1).map((hit, at) => hit.at - (hits[at]?.at ?? 0));

describe('the pace', () => {
  it('keeps a gap between requests to one host, and lets hosts of other addresses go on meanwhile', async () => {
    const servers = await Promise.all(
      ['127.0.0.1', '127.0.0.2', '127.0.0.3'].map(address => serve(column(4), address)),
    );
    const portals = servers.map((server, at) =>
      portalOf(server.origin, { id: `p${at}`, columns: [`${server.origin}/nb/`] }),
    );
    const started = Date.now();
    const { outcomes } = await bench.run(portals, { delaySeconds: 0.25 });
    const took = Date.now() - started;
    expect(outcomes.map(({ found }) => found)).toEqual([4, 4, 4]);
    for (const server of servers) {
      expect(server.hits).toHaveLength(6);
      expect(Math.min(...gaps(server.hits))).toBeGreaterThanOrEqual(245);
    }
    // One after the other they would need 17 gaps.
    expect(took).toBeLessThan(16 * 250);
  });

  it('is that of the address where several hosts share one', async () => {
    const servers = await Promise.all([serve(column(2)), serve(column(2))]);
    const portals = servers.map((server, at) =>
      portalOf(server.origin, { id: `p${at}`, columns: [`${server.origin}/nb/`], delay_seconds: 0.15 }),
    );
    const { outcomes } = await bench.run(portals, { delaySeconds: 0 });
    expect(outcomes.map(({ found }) => found)).toEqual([2, 2]);
    const all = servers.flatMap(({ hits }) => hits).sort((a, b) => a.at - b.at);
    expect(all).toHaveLength(8);
    expect(Math.min(...gaps(all))).toBeGreaterThanOrEqual(145);
  });
});

describe('refusals', () => {
  it('429 with Retry-After is waited for', async () => {
    let refused = 0;
    const server = await serve(hit => {
      if (hit.path !== '/nb/t20240119_1.html' || refused > 0) return column(3)(hit);
      refused = hit.at;
      return { status: 429, headers: { 'retry-after': '1' } };
    });
    expect(only((await bench.run([columnOf(server)])).outcomes)).toMatchObject({
      state: 'complete',
      found: 3,
      failed: 0,
    });
    const later = server.hits.filter(({ at }) => at > refused);
    expect(Math.min(...later.map(({ at }) => at)) - refused).toBeGreaterThanOrEqual(990);
    const statuses = (await bench.captures()).map(({ status }) => status);
    expect(statuses).toContain(429);
  });

  it.each([521, 412])(
    '%d without a browser blocks the portal at once, archived, and rests until its time',
    async status => {
      const server = await serve(hit =>
        hit.path === '/robots.txt' ? undefined : { status, body: '<script>document.cookie=("_")</script>' },
      );
      const start = Date.UTC(2026, 0, 20);
      const { outcomes, issues } = await bench.run([columnOf(server)], { now: () => start });
      expect(only(outcomes)).toMatchObject({ state: 'blocked', found: 0, skipped: { 'blocked-host': 1 } });
      expect(issues.map(({ code }) => code)).toEqual(['crawl.portal.blocked']);
      expect(issues[0]?.message).toContain(`answered ${status}`);
      expect((await bench.captures()).map(capture => capture.status)).toEqual([404, status]);
      // Left alone for six hours.
      const soon = await bench.run([columnOf(server)], { now: () => start + 3_600_000 });
      expect(only(soon.outcomes)).toMatchObject({ state: 'blocked', requests: 0 });
      expect(server.hits).toHaveLength(2);
      await bench.run([columnOf(server)], { now: () => start + 7 * 3_600_000 });
      expect(server.pages()).toHaveLength(2);
    },
  );

  it('three 403 in a row leave the rest of the host alone; a single one does not', async () => {
    const all = await serve(hit => (hit.path.startsWith('/nb/t') ? { status: 403 } : column(8)(hit)));
    const blocked = only((await bench.run([columnOf(all)])).outcomes);
    expect(blocked).toMatchObject({ state: 'blocked', failed: 2, skipped: { 'blocked-host': 6 } });
    const one = await serve(hit => (hit.path.endsWith('_3.html') ? { status: 403 } : column(8)(hit)));
    const other = portalOf(one.origin, { id: 'other', columns: [`${one.origin}/nb/`] });
    expect(only((await bench.run([other])).outcomes)).toMatchObject({
      state: 'complete',
      found: 7,
      failed: 1,
    });
  });
});

describe('failures', () => {
  it('a reset or a 502 is tried again, and a page that stays broken is reported', async () => {
    const seen = new Map<string, number>();
    const server = await serve(hit => {
      const times = (seen.get(hit.path) ?? 0) + 1;
      seen.set(hit.path, times);
      if (hit.path.endsWith('_1.html') && times < 3) return { reset: true };
      if (hit.path.endsWith('_2.html') && times < 2) return { status: 502 };
      return hit.path.endsWith('_3.html') ? { status: 500 } : column(5)(hit);
    });
    const { outcomes, issues } = await bench.run([columnOf(server)]);
    expect(only(outcomes)).toMatchObject({ state: 'complete', found: 4, new: 4, failed: 1 });
    expect(issues.map(({ code, message }) => `${code} ${message}`)).toEqual([
      `crawl.fetch.failed ${server.origin}/nb/t20240119_3.html: answered 500`,
    ]);
    // The connection itself may have been renewed by a further attempt at once.
    expect(seen.get('/nb/t20240119_1.html')).toBe(3);
    expect(seen.get('/nb/t20240119_3.html')).toBe(3);
  });

  it('a portal that nobody answers at is unreachable, never blocked, and after weeks taken for dead', async () => {
    const server = await startServer(() => undefined);
    await server.close();
    const portals = [columnOf(server), portalOf(server.origin, { id: 'home' })];
    const { outcomes, issues } = await bench.run(portals, { now: () => january });
    expect(outcomes.map(({ state, requests }) => [state, requests])).toEqual([
      ['unreachable', 0],
      ['unreachable', 0],
    ]);
    const told = issues.filter(({ code }) => code === 'crawl.portal.unreachable');
    expect(told).toHaveLength(2);
    expect(told[0]?.message).toMatch(/ECONNREFUSED.*; [3-9] tries in 1 runs since 2026-01-20T/);
    // Not due again yet: it stays what it was.
    const soon = await bench.run(portals, { now: () => january + 60_000 });
    expect(soon.outcomes.map(({ state }) => state)).toEqual(['unreachable', 'unreachable']);
    for (const nights of [2, 5, 10]) {
      const later = await bench.run(portals, { now: () => january + nights * day });
      expect(later.issues.some(({ code }) => code === 'crawl.portal.dead')).toBe(false);
    }
    const last = await bench.run(portals, { now: () => january + 40 * day });
    expect(last.outcomes.map(({ state }) => state)).toEqual(['unreachable', 'unreachable']);
    expect(last.issues.map(({ code }) => code)).toContain('crawl.portal.dead');
    // It answers again: nothing of the silence is left.
    const back = await startServer(column(3), '127.0.0.1', Number(new URL(server.origin).port));
    closing.push(back.close);
    const alive = await bench.run([columnOf(server)], { now: () => january + 90 * day });
    expect(only(alive.outcomes)).toMatchObject({ state: 'complete', found: 3 });
  });

  it('a host whose name does not resolve is unreachable', async () => {
    const { outcomes, issues } = await bench.run([portalOf('http://no-such-host.invalid')]);
    expect(only(outcomes)).toMatchObject({ state: 'unreachable', requests: 0 });
    expect(issues.map(({ code }) => code)).not.toContain('crawl.portal.blocked');
  });

  it('a body beyond the limit is skipped', async () => {
    const server = await serve(hit =>
      hit.path.endsWith('_1.html') ? { body: 'x'.repeat(3000) } : column(2)(hit),
    );
    const { outcomes } = await bench.run([columnOf(server)], { limits: { bodyBytes: 2000 } });
    expect(only(outcomes)).toMatchObject({ found: 1, skipped: { 'too-large': 1 } });
  });
});

describe('redirects', () => {
  it('are followed within the portal, each step archived, with the cookies set on the way', async () => {
    const server = await serve(hit => {
      if (hit.path === '/nb/') {
        if (hit.headers.cookie !== 'C3VK=abc') {
          return { status: 302, headers: { location: '/nb/', 'set-cookie': 'C3VK=abc; Path=/; HttpOnly' } };
        }
        return { body: '<a href="/old/1.html">甲局2023年政府信息公开年报</a>' };
      }
      if (hit.path === '/old/1.html') return { status: 301, headers: { location: 'http://127.0.0.1:1/x' } };
      return undefined;
    });
    const { outcomes } = await bench.run([columnOf(server)]);
    expect(only(outcomes)).toMatchObject({ found: 0, skipped: { 'foreign-host': 1 } });
    expect((await bench.captures()).map(({ role, status }) => `${role} ${status}`)).toEqual([
      'robots 404',
      'listing 302',
      'listing 200',
      'document 301',
    ]);
  });

  it('to the home page mean that the page is gone', async () => {
    const server = await serve(hit => {
      if (hit.path === '/') return { body: '<h1>首页</h1>' };
      return hit.path.endsWith('_1.html') ? { status: 301, headers: { location: '/' } } : column(2)(hit);
    });
    expect(only((await bench.run([columnOf(server)])).outcomes)).toMatchObject({ found: 1, gone: 1 });
  });

  it('to a private address are refused, even on a host of the portal', async () => {
    const inside = await serve(() => ({ body: 'secret' }), '127.0.0.2');
    const insideHost = new URL(inside.origin).host;
    const server = await serve(hit => {
      if (hit.path === '/nb/') return { status: 302, headers: { location: `${inside.origin}/admin` } };
      return undefined;
    });
    const portal = portalOf(server.origin, { columns: [`${server.origin}/nb/`], hosts: [insideHost] });
    const { outcomes } = await bench.run([portal], {
      allowPrivateHosts: address => address === '127.0.0.1' || !isReservedAddress(address),
    });
    expect(inside.hits).toEqual([]);
    expect(only(outcomes).skipped).toMatchObject({ 'private-address': 1 });
  });

  it('and nothing at all is asked of private addresses unless they are allowed', async () => {
    const server = await serve(column(1));
    const byName = server.origin.replace('127.0.0.1', 'localhost');
    for (const origin of [server.origin, byName, server.origin.replace('127.0.0.1', '0x7f.1')]) {
      const portal = portalOf(origin, { id: origin, columns: [`${origin}/nb/`] });
      const { outcomes } = await bench.run([portal], { allowPrivateHosts: false });
      expect(only(outcomes)).toMatchObject({
        state: 'unreachable',
        requests: 0,
        skipped: { 'private-address': 1 },
      });
    }
    expect(server.hits).toEqual([]);
  });
});

describe('interruption', () => {
  it('keeps what was done: the next run goes on and fetches nothing twice', async () => {
    const stop = new AbortController();
    const server = await serve(hit => {
      if (server.pages().length === 8) stop.abort();
      return { ...column(20)(hit), after: 5 };
    });
    const first = await bench.run([columnOf(server)], {}, { signal: stop.signal });
    expect(only(first.outcomes).state).toBe('interrupted');
    const archived = new Set((await bench.captures()).map(({ url }) => url));
    expect(archived.size).toBeGreaterThan(4);
    expect(archived.size).toBeLessThan(20);
    const second = await bench.run([columnOf(server)]);
    expect(only(second.outcomes)).toMatchObject({ state: 'complete', found: 20 });
    expectNothingTwice(server, 1);
  });

  it('resumes a run over everything where it was cut off', async () => {
    const server = await serve(column(10));
    await bench.run([columnOf(server)]);
    const before = server.hits.length;
    const stop = new AbortController();
    await bench.run(
      [columnOf(server)],
      { revisitAll: true },
      {
        signal: stop.signal,
        onProgress: ({ requests }) => requests === 4 && stop.abort(),
      },
    );
    await bench.run([columnOf(server)], { revisitAll: true });
    const paths = server.hits.slice(before).map(({ path }) => path);
    expect(new Set(paths).size).toBe(11);
    expect(paths.length).toBeLessThanOrEqual(12);
  });

  it('by kill -9 loses nothing either', async () => {
    const server = await serve(hit => ({ ...column(60)(hit), after: 10 }));
    const child = spawn(
      process.execPath,
      [
        '--import',
        withTypeScript,
        new URL('testing/crawl-child.ts', import.meta.url).pathname,
        bench.directory,
        `${server.origin}/nb/`,
      ],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
    while (server.pages().length < 15) {
      expect(child.exitCode).toBeNull();
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    child.kill('SIGKILL');
    await once(child, 'exit');
    const { outcomes } = await bench.run([columnOf(server)]);
    expect(only(outcomes)).toMatchObject({ state: 'complete', found: 60 });
    expectNothingTwice(server, 1);
  });

  it('is needed before another crawl can use the store', async () => {
    const server = await serve(hit => ({ ...column(3)(hit), after: 50 }));
    const first = bench.run([columnOf(server)]);
    while (server.hits.length === 0) await new Promise(resolve => setTimeout(resolve, 5));
    const { Frontier } = await import('./frontier.ts');
    expect(() => Frontier.open(bench.stateFile)).toThrow(/another crawl holds this store/);
    await first;
  });
});

/** Pages asked for more than once are at most those that were under way. */
function expectNothingTwice(server: LoopbackServer, underWay: number): void {
  const paths = server.pages().map(({ path }) => path);
  expect(paths.length - new Set(paths).size).toBeLessThanOrEqual(underWay);
}
