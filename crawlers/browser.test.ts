import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Archive } from '../data/archive/index.ts';
import { findChromium } from './browser.ts';
import {
  startChallengedPortal,
  startRoutedPortal,
  startScriptedPortal,
} from './testing/challenged-portal.ts';
import { type CrawlBench, newBench, portalOf } from './testing/crawl-bench.ts';
import { type Hit, type LoopbackServer, startServer } from './testing/loopback-server.ts';

let bench: CrawlBench;
const closing: (() => Promise<void>)[] = [];
beforeEach(() => {
  bench = newBench();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const close of closing.splice(0)) await close();
  bench.remove();
});

const columnOf = (server: LoopbackServer) => {
  closing.push(server.close);
  return portalOf(server.origin, { columns: [`${server.origin}/nb/`] });
};

const gaps = (hits: readonly Hit[]): number[] =>
  hits.slice(1).map(({ at }, index) => at - (hits[index]?.at ?? 0));

describe('the browser', () => {
  it('is the one that is named, else one that is installed, else none', () => {
    expect(findChromium({ NIANBAO_CHROMIUM: process.execPath }, ['/bin/sh'])).toBe(process.execPath);
    expect(findChromium({ NIANBAO_CHROMIUM: '/nowhere/chromium' }, ['/nowhere/else', '/bin/sh'])).toBe(
      '/bin/sh',
    );
    expect(findChromium({}, ['/nowhere/else'])).toBeNull();
  });

  it('that does not start leaves the portal blocked', async () => {
    vi.stubEnv('NIANBAO_CHROMIUM', '/bin/false');
    const { outcomes } = await bench.run([columnOf(await startChallengedPortal('521'))], { browser: 'auto' });
    expect(outcomes[0]?.state).toBe('blocked');
  });
});

describe('what stands before a page', () => {
  it.each(['521', '412', 'cookie page'] as const)(
    '%s without a browser leaves the portal blocked',
    async kind => {
      const { outcomes, issues } = await bench.run([columnOf(await startChallengedPortal(kind))]);
      expect(outcomes[0]).toMatchObject({ state: 'blocked', found: 0 });
      expect(issues.map(({ code }) => code)).toEqual(['crawl.portal.blocked']);
    },
  );

  it.each([
    ['captcha', { captcha: 1, 'blocked-host': 1 }, /with a CAPTCHA, which is never solved/],
    ['firewall', { challenge: 1 }, /with a firewall’s notice/],
  ] as const)('%s ends the visit with its reason', async (kind, skipped, message) => {
    const server = await startChallengedPortal(kind);
    const { outcomes, issues } = await bench.run([columnOf(server)]);
    expect(outcomes[0]).toMatchObject({ state: 'blocked', found: 0, skipped });
    expect(issues.find(({ code }) => code === 'crawl.portal.blocked')?.message).toMatch(message);
    expect(server.pages()).toHaveLength(1);
  });

  it('a list that its script has yet to draw is told of where there is no browser', async () => {
    const { issues } = await bench.run([columnOf(await startScriptedPortal(3))]);
    expect(issues.map(({ code }) => code)).toContain('crawl.browser.missing');
  });

  it('"not found" under status 200 is gone, with its reason', async () => {
    const server = await startServer(({ path }) =>
      path === '/nb/'
        ? { body: '<a href="a.html">甲局2023年政府信息公开年报</a>' }
        : { body: '<title>提示</title><p>抱歉，您访问的页面不存在或已被删除</p><a href="/">返回首页</a>' },
    );
    const { outcomes } = await bench.run([columnOf(server)]);
    expect(outcomes[0]).toMatchObject({ found: 0, gone: 1, skipped: { 'soft-404': 1 } });
  });
});

const chromium = findChromium();
if (chromium === null)
  console.warn('No Chromium is installed: the tests of pages that need one are left out.');

describe.runIf(chromium !== null)('in a real Chromium', { timeout: 60_000 }, () => {
  it.each(['521', '412', 'cookie page'] as const)(
    'the challenge %s is passed as anybody does, its bodies are kept, and its cookie serves the next night',
    async kind => {
      const server = await startChallengedPortal(kind);
      const portal = columnOf(server);
      const first = await bench.run([portal], { browser: 'auto', delaySeconds: 0.15 });
      expect(first.outcomes[0]).toMatchObject({ state: 'complete', found: 3, new: 3 });
      const captures = await bench.captures();
      const statuses = captures.filter(({ url }) => url.endsWith('/nb/')).map(({ status }) => status);
      expect(statuses.at(-1)).toBe(200);
      expect(statuses.slice(0, -1)).toEqual(
        { '521': [521, 521, 521], '412': [412, 412], 'cookie page': [200, 200] }[kind],
      );
      // The browser keeps the pace too.
      expect(Math.min(...gaps(server.hits))).toBeGreaterThanOrEqual(140);
      const agents = new Set(server.hits.map(({ headers }) => headers['user-agent']));
      expect([...agents]).toEqual([expect.stringMatching(/compatible; Nianbao\//)]);
      const before = server.hits.length;
      const second = await bench.run([portal], { browser: 'never', revisitAll: true });
      expect(second.outcomes[0]).toMatchObject({ state: 'unchanged', found: 3 });
      expect(server.hits.slice(before).every(({ headers }) => headers.cookie !== undefined)).toBe(true);
    },
  );

  it('a list that only a script draws is read to its last page, on the next night too', async () => {
    const server = await startScriptedPortal(8);
    const portal = columnOf(server);
    const { outcomes } = await bench.run([portal], { browser: 'auto' });
    expect(outcomes[0]).toMatchObject({ state: 'complete', found: 8, new: 8 });
    expect(server.hits.some(({ path }) => path === '/api/forbidden')).toBe(false);
    const archive = await Archive.open(`${bench.directory}/archive`);
    const data = [...archive.captures()].filter(({ url }) => url.includes('/api/rows'));
    // The first is asked for without a browser too: it might have named addresses.
    expect([...new Set(data.map(({ url }) => new URL(url).search))]).toEqual([
      '?page=1',
      '?page=2',
      '?page=3',
    ]);
    await archive.close();
    const second = await bench.run([portal], { browser: 'auto', revisitAll: true });
    expect(second.outcomes[0]).toMatchObject({ state: 'unchanged', found: 8, new: 0 });
  });

  it('an application whose pages are routes of one address gives its reports', async () => {
    const server = await startRoutedPortal(3);
    const { outcomes } = await bench.run([portalOf(server.origin)], { browser: 'auto' });
    expect(outcomes[0]).toMatchObject({ state: 'complete', found: 3, new: 3, failed: 0 });
    const archive = await Archive.open(`${bench.directory}/archive`);
    const shown = [...archive.captures()].filter(
      ({ role, record_type }) => role === 'document' && record_type === 'resource',
    );
    expect(shown.map(({ url }) => new URL(url).hash).sort()).toEqual([
      '#/report/0',
      '#/report/1',
      '#/report/2',
    ]);
    for (const capture of shown)
      expect(Buffer.from(await archive.body(capture)).toString('utf8')).toContain('主动公开政府信息情况');
    await archive.close();
  });

  it('a CAPTCHA behind a challenge is left alone', async () => {
    const server = await startServer(({ path, headers }) => {
      if (path === '/robots.txt') return undefined;
      if (!/t=1/.test(headers.cookie ?? ''))
        return { status: 412, body: '<script>document.cookie="t=1;path=/";location.reload()</script>' };
      return { body: '<title>安全验证</title><p>请完成滑动验证后继续访问</p><div id="captcha"></div>' };
    });
    const { outcomes } = await bench.run([columnOf(server)], { browser: 'auto' });
    expect(outcomes[0]).toMatchObject({ state: 'blocked', skipped: { captcha: 1 } });
    expect(server.pages().length).toBeLessThanOrEqual(4);
  });
});
