/** The stages one by one: crawl, import, extract, load, reports. */

import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../data/temporary-directory.ts';
import { jsonLines, runCli, samplePath } from './testing/cli-process.ts';
import { sampleStore } from './testing/sample-store.ts';

describe('crawl', () => {
  it('--dry-run says what is due and fetches nothing', async () => {
    const { portal, crawlArguments } = await sampleStore();
    const { code, stdout } = await runCli(['crawl', ...crawlArguments, '--dry-run', '--json']);
    expect(code).toBe(0);
    expect(jsonLines(stdout)).toEqual([
      { portal: 'sample-jpage', due: { home: 1 } },
      { portal: 'sample-trs', due: { listing: 1 } },
    ]);
    expect(portal.requests).toEqual([]);
  });

  it('--dry-run over a registry with an invalid entry plans the others and ends with 2', async () => {
    const { registry, crawlArguments } = await sampleStore();
    writeFileSync(registry, readFileSync(registry, 'utf8').replace('"140923"', '"999999"'));
    const { code, stdout, stderr } = await runCli(['crawl', ...crawlArguments, '--dry-run', '--json']);
    expect(stderr).toMatch(/config\.registry\.invalid .*999999/);
    expect(jsonLines(stdout)).toEqual([{ portal: 'sample-jpage', due: { home: 1 } }]);
    expect(code).toBe(2);
  });

  it('takes only the portals, province and years asked for', async () => {
    const { crawlArguments } = await sampleStore();
    const one = await runCli([
      'crawl',
      ...crawlArguments,
      '--portal',
      'sample-trs',
      '--since',
      '2019',
      '--json',
    ]);
    expect(jsonLines(one.stdout)).toMatchObject([
      { portal: 'sample-trs', new: 2, skipped: { 'before-since': 1 } },
    ]);
    const province = await runCli([
      'crawl',
      ...crawlArguments,
      '--province',
      '330000',
      '--limit',
      '1',
      '--json',
    ]);
    expect(jsonLines(province.stdout)).toMatchObject([{ portal: 'sample-jpage', new: 1 }]);
  }, 60_000);
});

describe('import, extract, load, reports', () => {
  it('carry files to the database and on to JSON lines', async () => {
    const directory = temporaryDirectory();
    const store = join(directory, 'store');
    const files = join(directory, 'files');
    mkdirSync(join(files, 'deep'), { recursive: true });
    cpSync(samplePath('qiangjiao-2019'), join(files, 'a.html'));
    cpSync(samplePath('juyuan-2020'), join(files, 'deep', 'b.html'));
    writeFileSync(join(files, 'c.bin'), Buffer.alloc(1000, 7));

    const imported = await runCli(['import', files, '--store', store, '--json']);
    expect(imported.stderr).toContain('input.media.unknown');
    expect(imported.code).toBe(1);
    expect(jsonLines(imported.stdout).map(({ url }) => String(url).split('/').at(-1))).toEqual([
      'a.html',
      'b.html',
    ]);

    const url = 'http://www.example.gov.cn/nb/2020.html';
    const named = await runCli(['import', samplePath('zhenping-2019'), '--url', url, '--store', store]);
    expect(named).toMatchObject({ code: 0, stderr: '' });
    expect(named.stdout).toContain('1 capture archived');
    const again = await runCli(['import', samplePath('zhenping-2019'), '--url', url, '--store', store]);
    expect(again.stdout).toContain('0 captures archived (0 B), 1 archived before');

    const early = await runCli(['load', '--store', store]);
    expect(early.stderr).toContain('load.documents.unread 3 documents of the archive not read');
    const extracted = await runCli(['extract', '--store', store, '--json', '--workers', '2']);
    expect(jsonLines(extracted.stdout)).toEqual([{ read: 3, kept: 0, issues: [] }]);
    expect(jsonLines((await runCli(['extract', '--store', store, '--json'])).stdout)).toEqual([
      { read: 0, kept: 3, issues: [] },
    ]);
    expect(jsonLines((await runCli(['extract', '--all', '--store', store, '--json'])).stdout)).toEqual([
      { read: 3, kept: 0, issues: [] },
    ]);

    const loaded = await runCli(['load', '--store', store, '--json']);
    expect(jsonLines(loaded.stdout)).toMatchObject([
      { outcome: 'published', release: { reports: 3, units: 3 } },
    ]);
    expect(jsonLines((await runCli(['load', '--store', store, '--json'])).stdout)).toMatchObject([
      { outcome: 'unchanged' },
    ]);

    const { stdout, code } = await runCli(['reports', '--jsonl', '--store', store]);
    expect(code).toBe(0);
    const reports = jsonLines(stdout);
    expect(reports).toHaveLength(3);
    const juyuan = reports.find(({ report_year }) => report_year === 2020);
    expect(juyuan).toMatchObject({
      division_code: '230104109',
      failures: ['E1:natural_person', 'E1:org_legal_services', 'E1:all'],
    });
    expect(juyuan?.['cells']).toHaveLength(198);
    expect((await runCli(['reports', '--store', store])).stdout).toContain(url);
  }, 90_000);

  it('take over the WARC files of another archive, once', async () => {
    const first = await sampleStore();
    await runCli(['crawl', ...first.crawlArguments]);
    const archive = join(first.store, 'archive');
    const warcs = readdirSync(archive, { recursive: true, encoding: 'utf8' }).filter(name =>
      /\.warc\.gz$/.test(name),
    );
    expect(warcs.length).toBeGreaterThan(0);
    const store = join(temporaryDirectory(), 'store');
    const paths = warcs.map(name => join(archive, name));
    const imported = await runCli(['import', ...paths, '--store', store, '--json']);
    expect(imported.code).toBe(0);
    expect(jsonLines(imported.stdout).length).toBeGreaterThan(7);
    expect(jsonLines((await runCli(['import', ...paths, '--store', store, '--json'])).stdout)).toEqual([]);
    expect(jsonLines((await runCli(['extract', '--store', store, '--json'])).stdout)).toMatchObject([
      { read: 7 },
    ]);
  }, 60_000);

  it('refuse --url for more than one file, and a path that is missing', async () => {
    const store = join(temporaryDirectory(), 'store');
    const two = await runCli(['import', 'a.html', 'b.html', '--url', 'http://a.gov.cn/', '--store', store]);
    expect(two.stderr).toContain('exactly one file');
    expect(two.code).toBe(2);
    const foreign = await runCli([
      'import',
      samplePath('qiangjiao-2019'),
      '--portal',
      'no-such',
      '--store',
      store,
    ]);
    expect(foreign.stderr).toContain('[config.registry.invalid]');
    expect(foreign.code).toBe(2);
    const missing = await runCli(['import', '/no/such/file', samplePath('qiangjiao-2019'), '--store', store]);
    expect(missing.stdout).toContain('1 capture archived');
    expect(missing.code).toBe(2);
  });
});

describe('a document that cannot be read from the archive', () => {
  it('is one issue; the others are read', async () => {
    const directory = temporaryDirectory();
    const store = join(directory, 'store');
    await runCli(['import', samplePath('qiangjiao-2019'), samplePath('juyuan-2020'), '--store', store]);
    const archive = join(store, 'archive');
    const [warc = ''] = readdirSync(archive, { recursive: true, encoding: 'utf8' }).filter(name =>
      /\.warc\.gz$/.test(name),
    );
    const bytes = readFileSync(join(archive, warc));
    // Within the last record, which holds the second document.
    bytes.fill(0x55, bytes.length - 3000, bytes.length - 2000);
    writeFileSync(join(archive, warc), bytes);
    const { code, stdout } = await runCli(['extract', '--store', store, '--json']);
    expect(code).toBe(0);
    expect(jsonLines(stdout)).toMatchObject([{ read: 2, issues: [{ code: 'archive.record.corrupt' }] }]);
    expect(jsonLines((await runCli(['extract', '--store', store, '--json'])).stdout)).toMatchObject([
      { read: 1, kept: 1 },
    ]);
  }, 60_000);
});
