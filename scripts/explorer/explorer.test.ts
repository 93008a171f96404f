import { once } from 'node:events';
import { renameSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { directoryForAll, temporaryDirectory } from '../../data/temporary-directory.ts';
import { load } from '../../load/load.ts';
import {
  type ArchivedDocument,
  archived,
  extractionFor,
  inputOf,
  syntheticDocuments,
} from '../../load/synthetic-input.ts';
import { exitCodes } from '../../schema/exit-codes.ts';
import { startCli } from '../testing/cli-process.ts';
import { Asker, Unanswered } from './asker.ts';
import { startExplorer } from './server.ts';

const suite = directoryForAll();
const databaseFile = join(suite, 'nianbao.db');
const hostile = '宁海县<script>alert(1)</script>"局';

/** A report with everything that a page can show, in two versions. */
function* withEverything(): Generator<ArchivedDocument> {
  const base = extractionFor({ unit: '宁海县统计局', year: 2022, seed: 3 });
  const rich = {
    ...base,
    sections: [{ number: 1, title: '总体情况', text: '围绕食品安全公开，<b>不是标签</b>。' }],
    grids: [
      {
        block: 9,
        rows: [
          ['方式', '条数'],
          ['网站', '35'],
        ],
      },
    ],
    text_facts: [
      {
        key: 'items_published' as const,
        value: 382,
        unit: '条',
        approximate: false,
        evidence: '共公开382条',
        agrees: null,
      },
    ],
  };
  yield archived('https://www.ninghai.gov.cn/a.html', rich, { day: 1 });
  const [first, ...rest] = rich.cells;
  if (first === undefined) throw new Error('the form has no cells');
  const corrected = {
    ...rich,
    cells: [{ ...first, value: 77, status: 'reported' as const, raw: '77' }, ...rest],
  };
  yield archived('https://www.ninghai.gov.cn/a.html', corrected, { day: 9 });
  yield archived('https://www.ninghai.gov.cn/b.html', extractionFor({ unit: hostile, year: 2021 }), {
    day: 2,
  });
}

let origin = '';
let close = async (): Promise<void> => {};
beforeAll(async () => {
  load(inputOf([...syntheticDocuments(24), ...withEverything()], databaseFile));
  ({ origin, close } = await startExplorer({ databaseFile, port: 0 }));
});
afterAll(() => close());

async function page(path: string): Promise<{ status: number; text: string }> {
  const response = await fetch(new URL(path, origin));
  return { status: response.status, text: await response.text() };
}

const linksOf = (text: string): string[] =>
  [...text.matchAll(/href="(\/[^"]*)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'));

describe('pages', () => {
  test('every link that the explorer shows leads to a page, and nothing leads off this machine unasked', async () => {
    const seen = new Set<string>(['/']);
    const shapes = new Map<string, number>();
    for (const path of seen) {
      // Alike pages are looked at a few times: all cells of all reports would take minutes.
      const shape = path.replace(/\?.*/, '').split('/').slice(0, 2).join('/');
      const times = (shapes.get(shape) ?? 0) + 1;
      shapes.set(shape, times);
      if (times > (shape === '/relation' ? 80 : 6)) continue;
      const { status, text } = await page(path);
      expect([path, status]).toEqual([path, 200]);
      if (!text.startsWith('<!doctype html>')) continue;
      expect(text.match(/<(?:script|img|iframe)|(?:src|action)="https?:|url\(/g), path).toBeNull();
      for (const link of linksOf(text)) seen.add(link);
    }
    expect([...shapes.keys()]).toEqual(
      expect.arrayContaining([
        '/',
        '/unit',
        '/report',
        '/cell',
        '/relation',
        '/indicators',
        '/query',
        '/coverage',
      ]),
    );
  }, 60_000);

  test('a unit is found by name and by code, and shows a number of each of its years', async () => {
    const byName = await page(`/units?q=${encodeURIComponent('第1局')}`);
    const [unit = ''] = linksOf(byName.text).filter(link => link.startsWith('/unit/'));
    expect((await page('/units?q=330226')).text).toContain(`href="${unit}"`);
    expect((await page('/units?q=110')).text).toContain('No unit has such a name or code');
    const { text } = await page(unit);
    for (const year of [2019, 2020, 2021, 2022, 2023, 2024]) expect(text).toContain(`>${year}</a>`);
    expect(text).toContain('三、收到和处理政府信息公开申请情况');
  });

  test('a report shows its corrections, its text and what stands beside the form; an old version says so', async () => {
    const found = await page(`/search?word=${encodeURIComponent('食品安全')}`);
    expect(found.text).toContain('<mark>食品安全</mark>');
    const [report = ''] = linksOf(found.text).filter(link => link.startsWith('/report/'));
    const { text } = await page(report);
    for (const part of ['Corrections', '77', '共公开382条', '<td>35</td>', '&lt;b&gt;不是标签', 'Versions'])
      expect(text, part).toContain(part);
    expect((await page(`${report}?version=1`)).text).toContain('which another one replaced');
    expect((await page(`${report}?version=9`)).status).toBe(404);
  });

  test('a cell shows what is printed and where the archived bytes are', async () => {
    const { text } = await page(
      `/query?sql=${encodeURIComponent('SELECT report_id FROM v_report WHERE report_year = 2023 LIMIT 1')}`,
    );
    const [report = ''] = linksOf(text).filter(link => link.startsWith('/report/'));
    const cell = await page(`${report.replace('/report/', '/cell/')}/requests/req_new_received/all`);
    expect(cell.text).toMatch(/npx nianbao inspect [0-9a-f-]{36}/);
    expect(cell.text).toContain('一、本年新收政府信息公开申请数量');
  });

  test('names and texts are shown as text', async () => {
    const { text } = await page(`/units?q=${encodeURIComponent(hostile)}`);
    expect(text).not.toContain('<script');
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;局');
  });

  test('what is not there is said', async () => {
    for (const path of ['/unit/u0', '/report/u0-2020', '/relation/sqlite_schema', '/nothing', '/constructor'])
      expect([path, (await page(path)).status]).toEqual([path, 404]);
    expect((await page(`/search?word=${encodeURIComponent('药')}`)).text).toContain('two at least');
    expect((await page('/%ff')).status).toBe(400);
  });
});

describe('SQL', () => {
  const ask = (sql: string) => page(`/query?sql=${encodeURIComponent(sql)}`);

  test('answers a question, also as CSV, and tells of a mistake', async () => {
    expect((await ask('SELECT 6 * 7 AS answer')).text).toContain('<td class="number">42</td>');
    const csv = await page(
      `/query.csv?sql=${encodeURIComponent("SELECT '=1+1' AS formula, NULL AS missing, 'a,b' AS pair")}`,
    );
    expect(csv.text).toBe('formula,missing,pair\n\'=1+1,,"a,b"\n');
    expect((await ask('SELECT no_such_column FROM report')).text).toContain('no such column');
  });

  test.each([
    'DELETE FROM report',
    "ATTACH '/etc/passwd' AS x",
    'VACUUM INTO "/tmp/copy.db"',
    'SELECT 1; SELECT 2',
  ])('refuses %s', async sql => {
    expect((await ask(sql)).text).toContain('class="error"');
  });

  test('a question without an end is ended, and the next one is answered', async () => {
    const asker = new Asker(databaseFile, 1);
    const endless = 'WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n';
    const first = asker.rows(endless);
    const second = asker.rows('SELECT 2 AS two');
    await expect(first).rejects.toBeInstanceOf(Unanswered);
    expect(await second).toEqual({ columns: ['two'], rows: [[2]], more: false });
    asker.close();
  });
});

describe('the server', () => {
  const statusFor = (options: { method?: string; headers?: Record<string, string> }): Promise<number> =>
    new Promise((resolve, reject) => {
      request(origin, options, response => {
        response.resume();
        resolve(response.statusCode ?? 0);
      })
        .on('error', reject)
        .end();
    });

  test('answers reads from this machine only', async () => {
    expect(await statusFor({})).toBe(200);
    expect(await statusFor({ headers: { Host: 'localhost:9999' } })).toBe(200);
    expect(await statusFor({ headers: { Host: 'rebound.example' } })).toBe(421);
    expect(await statusFor({ method: 'POST' })).toBe(405);
    const { headers } = await fetch(origin);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test('shows the new release as soon as it is in place', async () => {
    const own = join(temporaryDirectory(), 'nianbao.db');
    load(inputOf([...syntheticDocuments(2)], own));
    const explorer = await startExplorer({ databaseFile: own, port: 0 });
    const reports = async (): Promise<string | undefined> =>
      /<strong>(\d+)<\/strong><span>reports/.exec(await (await fetch(explorer.origin)).text())?.[1];
    expect(await reports()).toBe('2');
    const next = join(temporaryDirectory(), 'next.db');
    load(inputOf([...syntheticDocuments(5)], next));
    renameSync(next, own);
    expect(await reports()).toBe('5');
    await explorer.close();
  });

  test('is started by the command, which tells its address and ends when it is interrupted', async () => {
    const child = startCli(['explore', '--port', '0', '--json', '--store', suite]);
    const [line] = await once(createInterface({ input: child.stdout ?? process.stdin }), 'line');
    const told = JSON.parse(String(line)) as { origin: string; database: string };
    expect(told.database).toBe(databaseFile);
    expect((await fetch(told.origin)).status).toBe(200);
    child.kill('SIGINT');
    const [code] = await once(child, 'close');
    expect(code).toBe(exitCodes.interrupted);
  });

  test('says that there is no database, or that the port is taken', async () => {
    const nothing = { databaseFile: join(suite, 'nothing.db'), port: 0 };
    await expect(startExplorer(nothing)).rejects.toMatchObject({ code: 'load.database.missing' });
    const taken = { databaseFile, port: Number(new URL(origin).port) };
    await expect(startExplorer(taken)).rejects.toMatchObject({ code: 'config.port.taken' });
  });
});
