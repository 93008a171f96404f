import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Frontier } from './frontier.ts';
import type { KnownPage, NewPage } from './frontier-page.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'nianbao-frontier-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const now = Date.UTC(2026, 0, 20);
const page = (url: string, more: Partial<NewPage> = {}): NewPage => ({
  portal: 'p',
  role: 'document',
  url,
  depth: 1,
  referrer: null,
  link_text: 'x',
  ...more,
});
const seen = { status: 200, etag: '"1"', last_modified: null, digest: 'sha256:1' };

describe('Frontier', () => {
  it('takes http and https twins for one page, and keeps what it learns of it', () => {
    const frontier = Frontier.open(join(directory, 'crawl.db'));
    frontier.beginRun({ portals: ['p'], now, revisitAll: false });
    const { added } = frontier.add([
      page('http://a.gov.cn/1'),
      page('https://a.gov.cn/1'),
      page('http://a.gov.cn/2'),
    ]);
    expect(added.map(({ url }) => url)).toEqual(['http://a.gov.cn/1', 'http://a.gov.cn/2']);
    const leased = frontier.lease(0) as KnownPage;
    expect(frontier.lease(0)).toBeNull();
    frontier.settle(leased, { result: 'new', ...seen }, now, 0);
    // Its host is free again only when what came of the page is kept.
    expect(frontier.lease(0)).toBeNull();
    frontier.commit();
    frontier.settle(frontier.lease(0) as KnownPage, { result: 'new', ...seen }, now, 0);
    expect(frontier.pendingOf('p')).toBe(0);
    frontier.beginRun({ portals: ['p'], now: now + 1, revisitAll: true });
    expect(frontier.lease(0)).toMatchObject({ url: 'http://a.gov.cn/1', etag: '"1"', digest: 'sha256:1' });
    frontier.close();
  });

  it('looks at lists before documents, and at a page that failed after all others', () => {
    const frontier = Frontier.open(join(directory, 'crawl.db'));
    frontier.beginRun({ portals: ['p'], now, revisitAll: false });
    frontier.add([page('http://a/1'), page('http://a/2'), page('http://a/list', { role: 'listing' })]);
    const order: string[] = [];
    for (let next = frontier.lease(0); next !== null; next = frontier.lease(0)) {
      order.push(new URL(next.url).pathname);
      if (next.url.endsWith('/1') && next.attempts === 1) frontier.putBack(next, 0, 'retry');
      else frontier.settle(next, { result: 'new', ...seen }, now, 0);
      frontier.commit();
    }
    expect(order).toEqual(['/list', '/1', '/2', '/1']);
    frontier.close();
  });

  it('crawls only the portals of a run, and what is due', () => {
    const frontier = Frontier.open(join(directory, 'crawl.db'));
    frontier.beginRun({ portals: ['p', 'q'], now, revisitAll: false });
    frontier.add([page('http://a/1'), page('http://b/1', { portal: 'q' })]);
    frontier.beginRun({ portals: ['q'], now, revisitAll: false });
    const only = frontier.lease(0) as KnownPage;
    expect(only.portal).toBe('q');
    frontier.settle(only, { result: 'new', ...seen }, now, 0);
    frontier.commit();
    expect(frontier.lease(0)).toBeNull();
    frontier.beginRun({ portals: ['p', 'q'], now, revisitAll: false });
    expect([frontier.pendingOf('p'), frontier.pendingOf('q')]).toEqual([1, 0]);
    frontier.beginRun({ portals: ['p', 'q'], now: now + 8 * 24 * 3_600_000, revisitAll: false });
    expect([frontier.pendingOf('p'), frontier.pendingOf('q')]).toEqual([1, 1]);
    frontier.close();
  });

  it('loses no page and gives none out twice, however it is used, interrupted and reopened', () => {
    const step = fc.record({
      what: fc.constantFrom('add', 'lease', 'settle', 'retry', 'postpone', 'aside', 'kill'),
      which: fc.nat(11),
      commits: fc.boolean(),
    });
    let store = 0;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), steps => {
        store += 1;
        const file = join(directory, `${store}.db`);
        let frontier = Frontier.open(file);
        const begin = () => frontier.beginRun({ portals: ['p'], now, revisitAll: false });
        begin();
        const known = new Set<string>();
        const done = new Set<string>();
        let underWay: KnownPage[] = [];
        for (const { what, which, commits } of steps) {
          const url = `http://h${which % 3}.gov.cn/${which}`;
          if (what === 'add') {
            frontier.add([page(url)]);
            known.add(url);
          }
          if (what === 'lease') {
            const next = frontier.lease(0);
            if (next !== null) {
              expect(done.has(next.url)).toBe(false);
              expect(underWay.some(({ host }) => host === next.host)).toBe(false);
              underWay.push(next);
            }
          }
          const first = underWay[0];
          if (first !== undefined && ['settle', 'retry', 'postpone'].includes(what)) {
            underWay = underWay.slice(1);
            if (what === 'retry') frontier.putBack(first, 0, 'retry');
            if (what === 'postpone') frontier.postpone(first, 0);
            if (what === 'settle') {
              frontier.settle(first, { result: 'new', ...seen }, now, 0);
              done.add(first.url);
            }
          }
          if (what === 'aside') frontier.leaveAlone(`h${which % 3}.gov.cn`, now);
          if (what === 'kill') {
            frontier.close();
            frontier = Frontier.open(file);
            underWay = [];
            begin();
          }
          if (commits) frontier.commit();
          expect(frontier.leased).toBe(underWay.length);
          expect(frontier.pendingOf('p')).toBe(frontier.queued + frontier.leased);
        }
        for (const left of underWay) frontier.putBack(left, 0, 'interrupted');
        frontier.commit();
        begin();
        for (let next = frontier.lease(0); next !== null; next = frontier.lease(0)) {
          expect(done.has(next.url)).toBe(false);
          done.add(next.url);
          frontier.settle(next, { result: 'new', ...seen }, now, 0);
          frontier.commit();
        }
        expect(done).toEqual(known);
        frontier.close();
      }),
      { numRuns: 40 },
    );
  });
});
