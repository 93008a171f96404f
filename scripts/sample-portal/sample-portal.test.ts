import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { type SamplePortal, startSamplePortal } from './server.ts';
import { defaultPort, forbiddenPath, jpageColumn, trsColumn } from './site.ts';

let portal: SamplePortal;
beforeAll(async () => {
  portal = await startSamplePortal({ port: 0 });
});
afterAll(() => portal.close());

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(portal.origin + path, { headers });
const bytesOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());
const gb18030 = (bytes: Uint8Array): string => new TextDecoder('gb18030', { fatal: true }).decode(bytes);
const recordsIn = (store: string): string[] =>
  [...store.matchAll(/<record><!\[CDATA\[(.*?)\]\]><\/record>/gs)].map(match => match[1] ?? '');
const linkIn = (record: string): string => /href=["']([^"']+)/.exec(record)?.[1] ?? '';

describe('the JPAGE column', () => {
  const listed = async (): Promise<string> => (await get(jpageColumn.path)).text();
  const proxy = (init: RequestInit, query = ''): Promise<Response> =>
    fetch(`${portal.origin}${jpageColumn.proxyPath}${query}`, init);
  const referer = (): Record<string, string> => ({ Referer: portal.origin + jpageColumn.path });
  const parameters = `col=1&appid=1&webid=31&path=%2F&columnid=${jpageColumn.columnId}&sourceContentType=1&unitid=${jpageColumn.unitId}&permissiontype=0`;

  test('is found from the home page', async () => {
    const home = await (await get('/')).text();
    expect(home).toContain(`<a href="${jpageColumn.path}" title="政府信息公开年报">`);
    expect(await listed()).toContain('<meta name="ColumnType" content="信息公开年报">');
  });

  test('lists the first group of six records in the page', async () => {
    const page = await listed();
    expect(page).toContain('totalRecord:6,perPage:1');
    expect(recordsIn(page)).toHaveLength(3);
    expect(page).toContain('<nextgroup>');
  });

  test('cuts long titles in the text of the link and keeps them in its title', async () => {
    expect(await listed()).toContain(
      'title="澳门英皇娱乐_天下足球网-盘口官网南黄镇2020年政府信息公开工作年度报告">澳门英皇娱乐_天下足球网-盘口官网南黄镇...</a>',
    );
  });

  test('gives the second group by POST, to a script of its own page only', async () => {
    const ask = (headers: Record<string, string>): Promise<Response> =>
      proxy(
        {
          method: 'POST',
          headers: { 'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8', ...headers },
          body: parameters,
        },
        '?startrecord=4&endrecord=6&perpage=1',
      );
    const script = { 'X-Requested-With': 'XMLHttpRequest' };
    expect((await ask(script)).status).toBe(403);
    expect((await ask(referer())).status).toBe(403);
    expect((await ask({ ...script, Referer: 'http://127.0.0.1:1/col/col1229048/index.html' })).status).toBe(
      403,
    );

    const answer = await ask({ ...script, ...referer() });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/xml');
    expect(answer.headers.get('etag')).toBeNull();
    expect(answer.headers.get('last-modified')).toBeNull();
    const store = await answer.text();
    expect(store).toContain('<totalrecord>6</totalrecord>');
    expect(store).not.toContain('<nextgroup>');
    expect(recordsIn(store).map(linkIn)).toEqual([
      '/art/2021/1/18/art_1229048_3876540.html',
      '/art/2020/1/17/art_1229048_2401188.html',
      '/art/2020/1/9/art_1229048_2400956.html',
    ]);
  });

  test('gives the second group by GET at the address that the page names', async () => {
    const next = /<nextgroup><!\[CDATA\[<a href="([^"]+)"/.exec(await listed())?.[1] ?? '';
    expect((await get(next)).status).toBe(403);
    const store = await (await get(next, referer())).text();
    expect(recordsIn(store).map(linkIn)[2]).toBe('/art/2020/1/9/art_1229048_2400956.html');
  });

  test('gives nothing for another column', async () => {
    const store = await (
      await proxy({ headers: referer() }, `?columnid=1&unitid=${jpageColumn.unitId}&page=1`)
    ).text();
    expect(recordsIn(store)).toEqual([]);
  });

  test('serves every record of the portal as UTF-8, and links once to a foreign host', async () => {
    const links = jpageColumn.entries.map(entry => entry.href);
    const own = links.filter(link => link.startsWith('/'));
    expect(links.filter(link => !own.includes(link))).toEqual([
      'http://www.example.com.invalid/art/2022/1/28/art_1229048_1.html',
    ]);
    for (const link of own) {
      const response = await get(link);
      expect(response.status, link).toBe(200);
      const page = new TextDecoder('utf-8', { fatal: true }).decode(await bytesOf(response));
      expect(page).toContain('id="zoom"');
    }
  });
});

describe('the TRS column', () => {
  const list = async (file: string): Promise<string> =>
    gb18030(await bytesOf(await get(trsColumn.path + file)));

  test('spreads its entries over two static pages with relative links', async () => {
    const [first, second] = [await list('index.html'), await list('index_1.html')];
    expect(first).toContain('createPageHTML(2, 0, "index", "html")');
    expect(second).toContain('createPageHTML(2, 1, "index", "html")');
    expect([...`${first}${second}`.matchAll(/<li><a href="([^"]+)" target/g)].map(match => match[1])).toEqual(
      [
        '../../preview/t20260401_9001.html',
        './202603/t20260331_8802.html',
        './202102/t20210205_5417.html',
        './202001/t20200114_4093.html',
        './201203/t20120330_1276.html',
      ],
    );
    expect(await list('')).toBe(first);
    expect((await get(`${trsColumn.path}index_2.html`)).status).toBe(404);
  });

  test('is found from its home page', async () => {
    const home = gb18030(await bytesOf(await get(trsColumn.home)));
    expect(home).toContain(`<a href="${trsColumn.path}">政府信息公开年报</a>`);
  });

  test('sends GBK under a header that says utf-8 and a tag that says gb2312', async () => {
    const paths = ['', 'index_1.html', ...trsColumn.entries.map(entry => entry.href)];
    for (const path of paths) {
      const response = await fetch(new URL(path, portal.origin + trsColumn.path));
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      const bytes = await bytesOf(response);
      expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes), path).toThrow();
      expect(gb18030(bytes)).toMatch(/charset=gb2312[\s\S]*政府信息公开/);
    }
  });

  test('holds a character that gb2312 as such does not have', async () => {
    const bytes = await bytesOf(await get(`${trsColumn.path}202102/t20210205_5417.html`));
    expect(gb18030(bytes)).toContain('王䶮');
  });
});

describe('courtesy', () => {
  test.each([
    ['the home page', '/'],
    ['a JPAGE list', jpageColumn.path],
    ['a TRS list', `${trsColumn.path}index_1.html`],
    ['a JPAGE article', '/art/2020/1/9/art_1229048_2400956.html'],
    ['a TRS article', `${trsColumn.path}202001/t20200114_4093.html`],
  ])('%s is not sent again unchanged', async (_, path) => {
    const first = await get(path);
    const [etag, modified] = [first.headers.get('etag') ?? '', first.headers.get('last-modified') ?? ''];
    await first.arrayBuffer();
    for (const headers of [
      { 'If-None-Match': etag },
      { 'If-None-Match': `"other", W/${etag}` },
      { 'If-Modified-Since': modified },
      { 'If-None-Match': etag, 'If-Modified-Since': 'Thu, 01 Jan 2009 00:00:00 GMT' },
    ]) {
      const again = await get(path, headers);
      expect(again.status).toBe(304);
      expect(again.headers.get('etag')).toBe(etag);
      expect(await again.text()).toBe('');
    }
    for (const headers of [
      { 'If-None-Match': '"other"', 'If-Modified-Since': modified },
      { 'If-Modified-Since': 'Thu, 01 Jan 2009 00:00:00 GMT' },
    ])
      expect((await get(path, headers)).status).toBe(200);
  });

  test('robots.txt allows all but one folder, which the second list links to', async () => {
    expect(await (await get('/robots.txt')).text()).toBe(`User-agent: *\nDisallow: ${forbiddenPath}\n`);
    const trap = trsColumn.entries
      .map(entry => new URL(entry.href, portal.origin + trsColumn.path))
      .filter(url => url.pathname.startsWith(forbiddenPath));
    expect(trap).toHaveLength(1);
    expect((await fetch(trap[0] ?? '')).status).toBe(200);
  });

  test('every link between its own pages leads somewhere', async () => {
    const seen = new Set<string>();
    const queue = ['/', trsColumn.home];
    for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
      if (seen.has(path)) continue;
      seen.add(path);
      const response = await get(path);
      expect(response.status, path).toBe(200);
      const page = (await bytesOf(response)).toString('latin1');
      for (const [, href] of page.matchAll(/<a [^>]*href=["']([^"'#]+)/g)) {
        const url = new URL(href ?? '', portal.origin + path);
        if (url.origin === portal.origin && url.pathname !== jpageColumn.proxyPath) queue.push(url.pathname);
      }
    }
    expect(seen.size).toBeGreaterThan(15);
  });
});

test('requests are recorded', async () => {
  const own = await startSamplePortal({ port: 0 });
  await (await fetch(`${own.origin}/nowhere?a=1`)).text();
  await (await fetch(`${own.origin}/`, { method: 'DELETE' })).text();
  await (await fetch(`${own.origin}/`, { headers: { 'If-None-Match': '*' } })).text();
  expect(own.requests).toEqual([
    { method: 'GET', path: '/nowhere?a=1', status: 404, conditional: false },
    { method: 'DELETE', path: '/', status: 405, conditional: false },
    { method: 'GET', path: '/', status: 304, conditional: true },
  ]);
  await own.close();
  await expect(fetch(`${own.origin}/`)).rejects.toThrow();
});

test('a port that is taken is an error that names it and what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise(resolve => other.once('listening', resolve));
  const address = other.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  await expect(startSamplePortal({ port })).rejects.toMatchObject({
    name: 'NianbaoError',
    code: 'config.port.taken',
    message: expect.stringMatching(new RegExp(`port ${port} .*end the program`)),
  });
  await new Promise(resolve => other.close(resolve));
});

test('the registry of the samples names this portal’s addresses', async () => {
  const registry = z
    .array(z.looseObject({ home: z.string(), columns: z.array(z.string()).default([]) }))
    .parse(parse(readFileSync(new URL('../../data/samples/portals.yml', import.meta.url), 'utf8')));
  const addresses = registry.flatMap(entry => [entry.home, ...entry.columns]);
  for (const address of addresses) {
    expect(new URL(address).host).toBe(`127.0.0.1:${defaultPort}`);
    expect((await get(new URL(address).pathname)).status).toBe(200);
  }
});
