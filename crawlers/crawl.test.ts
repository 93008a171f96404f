import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PortalOutcome } from '../schema/portal.ts';
import { type CrawlBench, newBench, portalOf } from './testing/crawl-bench.ts';
import { type Handler, type LoopbackServer, reportHtml, startServer } from './testing/loopback-server.ts';

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

const columnOf = (server: LoopbackServer, path = '/nb/') =>
  portalOf(server.origin, { columns: [`${server.origin}${path}`] });

const day = 24 * 3_600_000;
const january = Date.UTC(2026, 0, 20);

/** A column of a few reports, each with validators. */
function smallColumn(reports: readonly number[], change: { title?: string } = {}): Handler {
  return ({ path, headers }) => {
    if (path === '/nb/') {
      const list = reports.map(
        id => `<li><a href="t20240119_${id}.html">第${id}局2023年政府信息公开工作年度报告</a></li>`,
      );
      return {
        body: `<html><title>政府信息公开年报${change.title ?? ''}</title><ul>${list.join('')}</ul></html>`,
      };
    }
    const id = /^\/nb\/t20240119_(\d+)\.html$/.exec(path)?.[1];
    if (id === undefined || !reports.includes(Number(id))) return undefined;
    const modified = 'Fri, 19 Jan 2024 08:00:00 GMT';
    if (headers['if-modified-since'] === modified) return { status: 304 };
    return { body: reportHtml(`第${id}局`, 2023), headers: { 'last-modified': modified } };
  };
}

describe('a portal known by its home page only', () => {
  it('is searched for its column, step by step, and items behind frames and sub-columns are found', async () => {
    const pages: Record<string, string> = {
      '/': '<a href="/news/">要闻</a><a href="/zwgk/">政务公开</a><a href="/wzbb/">政府网站工作年度报表</a>',
      '/zwgk/': '<a href="/zwgk/zn/">信息公开指南</a><a href="/zwgk/nb/">政府信息公开年报</a>',
      '/zwgk/nb/':
        '<a href="/zwgk/nb/2023n/">2023年</a><a href="/zwgk/nb/2022n/">2022年</a><a href="/zwgk/nb/">本页</a>',
      '/zwgk/nb/2023n/': '<iframe src="/zwgk/nb/2023n/list.html"></iframe>',
      '/zwgk/nb/2023n/list.html': '<li><a href="1.html">县财政局2023年政府信息公开工作年度报告</a></li>',
      '/zwgk/nb/2022n/':
        '<li><a href="1.html">县财政局2022年政府信息公开工作年度报告</a></li><a href="p2.html">下一页</a>',
      '/zwgk/nb/2022n/p2.html':
        '<li><a href="2.html">县教育局2022年政府信息公开工作年度报告</a></li><a href="p2.html">下一页</a>',
      '/zwgk/nb/2023n/1.html': reportHtml('县财政局', 2023),
      '/zwgk/nb/2022n/1.html': reportHtml('县财政局', 2022),
      '/zwgk/nb/2022n/2.html':
        '<p>见附件</p><a href="2.pdf">县教育局2022年年报</a><a href="http://elsewhere.example/a.doc">附件2</a>',
      '/zwgk/nb/2022n/2.pdf': '%PDF-1.4 not much',
    };
    const server = await serve(({ path }) => (pages[path] === undefined ? undefined : { body: pages[path] }));
    const { outcomes, issues } = await bench.run([portalOf(server.origin)]);
    expect(issues).toEqual([]);
    expect(only(outcomes)).toMatchObject({ state: 'complete', found: 3, new: 3 });
    expect(only(outcomes).skipped).toMatchObject({ 'foreign-host': 1 });
    const captures = await bench.captures();
    expect(captures.filter(({ role }) => role === 'attachment').map(({ url }) => url)).toEqual([
      `${server.origin}/zwgk/nb/2022n/2.pdf`,
    ]);
    expect(server.hits.some(({ path }) => path === '/news/' || path === '/wzbb/')).toBe(false);
  });

  it('is reported when it has no such column', async () => {
    const server = await serve(({ path }) =>
      path === '/' ? { body: '<a href="/news/">要闻</a>' } : undefined,
    );
    const { outcomes, issues } = await bench.run([portalOf(server.origin)]);
    expect(only(outcomes).state).toBe('too_few');
    expect(issues.map(({ code }) => code)).toContain('crawl.column.none');
  });

  it('keeps a column page that is itself a report as a document too', async () => {
    const server = await serve(({ path }) =>
      path === '/zfxxgknb/2022n/1.html' ? { body: reportHtml('子长市', 2022) } : undefined,
    );
    const { outcomes } = await bench.run([columnOf(server, '/zfxxgknb/2022n/1.html')]);
    expect(only(outcomes)).toMatchObject({ found: 1, new: 1 });
    expect((await bench.captures()).map(({ role }) => role)).toEqual(['robots', 'listing', 'document']);
  });

  it('is asked for its column again when the one in its entry is gone', async () => {
    const server = await serve(({ path }) => {
      if (path === '/') return { body: '<a href="/nb/">政府信息公开年报</a>' };
      return smallColumn([1, 2])({ method: 'GET', path, headers: {}, body: '', at: 0 });
    });
    const { outcomes } = await bench.run([columnOf(server, '/old/')]);
    expect(only(outcomes)).toMatchObject({ state: 'complete', found: 2 });
  });
});

describe('a second run', () => {
  it('sends validators, counts unchanged, changed, new and gone, and finds what was added', async () => {
    const reports = [1, 2, 3];
    const change: { title?: string } = {};
    const server = await serve(hit => smallColumn(reports, change)(hit));
    const portal = columnOf(server);
    expect(only((await bench.run([portal])).outcomes)).toMatchObject({ new: 3, found: 3 });
    const second = await bench.run([portal], { revisitAll: true });
    expect(only(second.outcomes)).toMatchObject({
      state: 'unchanged',
      new: 0,
      unchanged: 3,
      changed: 0,
      found: 3,
    });
    const conditional = server.hits.filter(({ headers }) => headers['if-modified-since'] !== undefined);
    expect(conditional).toHaveLength(3);
    reports.splice(0, 1, 4);
    change.title = '（新）';
    const third = await bench.run([portal], { revisitAll: true });
    expect(only(third.outcomes)).toMatchObject({
      state: 'complete',
      new: 1,
      unchanged: 2,
      gone: 1,
      found: 3,
    });
    const revisits = (await bench.captures()).filter(({ record_type }) => record_type === 'revisit');
    expect(revisits.some(({ status }) => status === 304)).toBe(true);
  });

  it('knows a page sent anew with the same bytes for unchanged, and another for changed', async () => {
    let extra = '';
    const server = await serve(({ path }) => {
      if (path === '/nb/') return { body: '<a href="1.html">甲局2023年政府信息公开年报</a>' };
      return path === '/nb/1.html' ? { body: reportHtml('甲局', 2023, extra), gzip: true } : undefined;
    });
    const portal = columnOf(server);
    await bench.run([portal]);
    expect(only((await bench.run([portal], { revisitAll: true })).outcomes)).toMatchObject({
      unchanged: 1,
      changed: 0,
    });
    extra = '<p>更正</p>';
    expect(only((await bench.run([portal], { revisitAll: true })).outcomes)).toMatchObject({
      unchanged: 0,
      changed: 1,
    });
  });

  it('asks for further pages again only when the first brought something new', async () => {
    const reports = [9, 8, 7, 6, 5, 4, 3, 2, 1];
    const page = (at: number) => {
      const items = reports
        .slice((at - 1) * 3, at * 3)
        .map(id => `<a href="/nb/d${id}.html">第${id}局2023年政府信息公开年报</a>`);
      const onward = reports.length > at * 3 ? `<a href="/nb/p${at + 1}.html">下一页</a>` : '';
      return { body: `<html>${items.join('')}${onward}</html>` };
    };
    const server = await serve(({ path }) => {
      const at = path === '/nb/' ? 1 : Number(/p(\d)\.html$/.exec(path)?.[1] ?? 0);
      if (at > 0) return page(at);
      return path.startsWith('/nb/d') ? { body: reportHtml(path, 2023) } : undefined;
    });
    const portal = columnOf(server);
    const lists = () => server.hits.map(({ path }) => path).filter(path => /nb\/($|p)/.test(path));
    await bench.run([portal], { now: () => january });
    expect(lists()).toEqual(['/nb/', '/nb/p2.html', '/nb/p3.html']);
    await bench.run([portal], { now: () => january + day });
    expect(lists().slice(3)).toEqual(['/nb/']);
    reports.unshift(10);
    const third = await bench.run([portal], { now: () => january + 2 * day });
    // Page 2 has shifted and is looked at; it brings nothing new, so page 3 is left alone. Page 4 is new.
    expect(lists().slice(4)).toEqual(['/nb/', '/nb/p2.html']);
    expect(only(third.outcomes)).toMatchObject({ new: 1, found: 10 });
  });
});

describe('options', () => {
  it('leave out what is older than since, and what is beyond the limit', async () => {
    const list = [2023, 2022, 2015].map(
      year => `<li><a href="${year}.html">甲局${year}年政府信息公开年报</a></li>`,
    );
    list.push('<li><a href="n.html">甲局政府信息公开年报公布</a><span>2010-03-01</span></li>');
    const server = await serve(({ path }) => {
      if (path === '/nb/') return { body: list.join('') };
      return path.startsWith('/nb/') ? { body: reportHtml(path, 2023) } : undefined;
    });
    const portal = columnOf(server);
    const first = only((await bench.run([portal], { since: 2022, limit: 1 })).outcomes);
    expect(first).toMatchObject({ new: 1, found: 1 });
    expect(first.skipped).toMatchObject({ 'before-since': 2, 'too-many': 1 });
    expect(only((await bench.run([portal])).outcomes)).toMatchObject({ new: 1, found: 2 });
  });

  it('choose portals by id and by division, and a dry run asks for nothing', async () => {
    const server = await serve(smallColumn([1]));
    const portals = [
      portalOf(server.origin, { id: 'a', division_code: '330226', columns: [`${server.origin}/nb/`] }),
      portalOf(server.origin, { id: 'b', division_code: '110101' }),
    ];
    const plan = await bench.run(portals, { dryRun: true });
    expect(plan).toEqual({
      outcomes: [],
      issues: [],
      plan: [
        { portal: 'a', due: { listing: 1 } },
        { portal: 'b', due: { home: 1 } },
      ],
    });
    expect(server.hits).toEqual([]);
    const { outcomes } = await bench.run(portals, { provinces: ['330000'] });
    expect(outcomes.map(({ portal }) => portal)).toEqual(['a']);
    expect((await bench.run(portals, { portals: ['a'] })).outcomes.map(({ portal }) => portal)).toEqual([
      'a',
    ]);
  });

  it('tell of progress, and of what an entry expects', async () => {
    const server = await serve(smallColumn([1, 2]));
    const seen: { requests: number; done: number }[] = [];
    const portal = portalOf(server.origin, {
      columns: [`${server.origin}/nb/`],
      expects: { min: 3, max: 9 },
    });
    const { outcomes, issues } = await bench.run(
      [portal],
      {},
      {
        onProgress: ({ requests, portalsDone }) => seen.push({ requests, done: portalsDone }),
      },
    );
    expect(only(outcomes)).toMatchObject({ state: 'too_few', expected_min: 3, found: 2 });
    expect(issues.map(({ code }) => code)).toEqual(['crawl.portal.too_few']);
    expect(seen.at(-1)).toEqual({ requests: 4, done: 1 });
    const more = portalOf(server.origin, { columns: portal.columns, expects: { min: 0, max: 1 } });
    expect(only((await bench.run([more])).outcomes).state).toBe('too_many');
  });
});
