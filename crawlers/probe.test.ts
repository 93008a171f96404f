import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { loadDivisions } from '../data/divisions/divisions.ts';
import { probe } from './probe.ts';
import { loadRegistry } from './registry.ts';
import { quick } from './testing/crawl-bench.ts';
import { type LoopbackServer, reportHtml, startServer } from './testing/loopback-server.ts';
import { columnHtml, listRows, pageOf, type ReportSite, startReportSite } from './testing/report-site.ts';

const divisions = loadDivisions();
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const at = (server: LoopbackServer, path = '/') =>
  probe({ url: `${server.origin}${path}`, divisions, options: quick });

async function ninghai(head: string): Promise<ReportSite> {
  const site = await startReportSite({
    reports: 25,
    pathOf: id => `/zwgk/nb/202401/t20240119_${id}.html`,
    answer: ({ path }, { articles }) => {
      if (path === '/') return `<html><head>${head}</head><a href="/zwgk/">政府信息公开</a></html>`;
      if (path === '/zwgk/') return '<a href="/zwgk/nb/">政府信息公开年报</a>';
      const page = path === '/zwgk/nb/' ? 1 : path === '/zwgk/nb/index_1.html' ? 2 : 0;
      if (page === 0) return undefined;
      const call = `<script>createPageHTML(2, ${page - 1}, "index", "html");</script>`;
      return columnHtml(`<ul>${listRows(pageOf(articles, page, 20))}</ul>${call}`);
    },
  });
  closing.push(site.close);
  return site;
}

describe('probe', () => {
  it('tells platform, column and division, and proposes an entry that the registry takes', async () => {
    const site = await ninghai('<meta content="3302260001" name="siteidcode"><title>中国宁海</title>');
    const found = await at(site);
    expect(found).toMatchObject({
      state: 'column_found',
      platform: 'trs',
      reports: 25,
      site_id_code: '3302260001',
      division_code: '330226',
      columns: [{ url: `${site.origin}/zwgk/nb/`, title: '政府信息公开年报' }],
      issues: [],
    });
    expect(site.articles.filter(({ path }) => site.hits.some(hit => hit.path === path))).toEqual([]);
    const directory = mkdtempSync(join(tmpdir(), 'nianbao-probed-'));
    writeFileSync(join(directory, 'a.yml'), found.yaml ?? '');
    const registry = loadRegistry(directory, {
      allowPrivateHosts: true,
      divisionCodes: new Set(divisions.map(({ code }) => code)),
    });
    rmSync(directory, { recursive: true });
    expect(registry.issues).toEqual([]);
    expect(registry.portals).toMatchObject([
      { name: '宁波市宁海县', division_code: '330226', home: `${site.origin}/`, platform: 'trs' },
    ]);
  });

  it('knows a division by the name of the site, and says when neither tells', async () => {
    const named = await ninghai('<meta name="SiteName" content="宁波市宁海县人民政府门户网站">');
    expect((await at(named)).division_code).toBe('330226');
    const nameless = await at(await ninghai('<title>首页</title>'));
    expect(nameless).toMatchObject({ division_code: null, entry: { name: '首页', division_code: '' } });
    expect(nameless.yaml).toContain("division_code: '' # not told by the page");
  });

  it('takes the address of a list that does not say what it is', async () => {
    const server = await startServer(({ path }) =>
      path === '/gk/nb.html'
        ? {
            body: '<li><a href="1.html">甲局2023年政府信息公开年报</a></li><li><a href="2.html">2022年度报告</a></li>',
          }
        : { body: reportHtml('甲局', 2023) },
    );
    closing.push(server.close);
    const found = await at(server, '/gk/nb.html');
    expect(found).toMatchObject({ reports: 2, columns: [{ url: `${server.origin}/gk/nb.html` }] });
    expect(found.entry).toMatchObject({
      home: `${server.origin}/`,
      columns: [`${server.origin}/gk/nb.html`],
    });
  });

  it('says that a site does not answer', async () => {
    const server = await startServer(() => undefined);
    await server.close();
    expect(await at(server)).toMatchObject({ state: 'unreachable', columns: [], entry: null, yaml: null });
  });
});
