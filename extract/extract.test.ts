/** The whole of extraction on the sample documents, and its promise to read anything without failing. */

import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Division, Extraction, SourceContext } from '../schema/extraction.ts';
import { scoreDocument } from './accuracy.ts';
import { createExtractor, type Extractor } from './index.ts';
import { parseTruth } from './truth.ts';

const nowhere: SourceContext = { url: null, contentType: null, fileName: null, portal: null };
const samples = new URL('../data/samples/', import.meta.url);
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

let extractor: Extractor;
const extract = (bytes: Uint8Array): Promise<Extraction> => extractor.extract(bytes, nowhere);

beforeAll(() => {
  const lines = readFileSync(new URL('../data/divisions/divisions-2023.csv', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  const divisions = lines.map(line => {
    const [code = '', name = '', level = '', parent = ''] = line.split(',');
    return { code, name, level, parent_code: parent === '' ? null : parent } as Division;
  });
  extractor = createExtractor({ divisions });
});

test('a file that was handed in stands on nobody’s host, and one on a stranger’s is a copy', async () => {
  const page = utf8(
    '<title>南黄镇2020年政府信息公开工作年度报告</title><p>一、总体情况</p><p>我镇主动公开信息20条。</p>',
  );
  const at = async (url: string): Promise<unknown> =>
    (await extractor.extract(page, { ...nowhere, url })).clone?.reason;
  expect(await at('file:///home/me/saved/nanhuang.html')).toBeUndefined();
  expect(await at('http://www.example.com/nanhuang.html')).toBe('foreign_host');
});

describe('the sample reports', () => {
  const slugs = readdirSync(new URL('reports/', samples));

  test.each(slugs)('%s: every cell, the unit, the year and the date', async slug => {
    const truth = parseTruth(
      JSON.parse(readFileSync(new URL(`reports/${slug}/truth.json`, samples), 'utf8')),
    );
    expect.assert(typeof truth !== 'string');
    const extraction = await extract(readFileSync(new URL(`reports/${slug}/source.html`, samples)));
    const score = scoreDocument(truth, extraction);
    expect(score.differences).toEqual([]);
    expect(score.cells.right).toBe(truth.form === '2021' ? 200 : 198);
    expect(extraction.document_type).toBe('annual_report');
  });

  test('E1: 巨源镇 2020 contradicts itself as printed', async () => {
    const { checks } = await extract(readFileSync(new URL('reports/juyuan-2020/source.html', samples)));
    const failed = checks
      .filter(check => check.outcome === 'fail')
      .map(check => `${check.id}:${check.subject}`);
    expect(failed).toEqual(['E1:natural_person', 'E1:org_legal_services', 'E1:all']);
  });

  test('C1: 南黄镇 2020 is read, the injected phrase told and gone', async () => {
    const extraction = await extract(readFileSync(new URL('reports/nanhuang-2020/source.html', samples)));
    expect(extraction.verdict).toBe('stripped');
    expect(extraction.title).toBe('南黄镇2020年政府信息公开工作年度报告');
    expect(extraction.unit).toMatchObject({
      name: '南黄镇',
      kind: 'township',
      division_code: '371083105',
      parent: '乳山市',
    });
    const phrase = '澳门英皇娱乐_天下足球网-盘口官网';
    expect(extraction.removed.filter(removed => removed.text.includes(phrase)).length).toBeGreaterThan(0);
    expect(extraction.removed.flatMap(removed => removed.where)).toEqual(
      expect.arrayContaining(['title', 'body']),
    );
    expect(JSON.stringify([extraction.sections, extraction.title, extraction.unit])).not.toContain(
      '澳门英皇',
    );
  });

  test('what is no report is told apart, and has no cells', async () => {
    const read = async (name: string): Promise<Extraction> =>
      extract(readFileSync(new URL(`others/${name}/source.html`, samples)));
    expect(await read('hangzhou-2025-interpretation')).toMatchObject({
      document_type: 'interpretation',
      cells: [],
    });
    expect(await read('website-report-2020')).toMatchObject({ document_type: 'website_report', cells: [] });
  });

  test('a table of figures from before the national forms is read by its labels, added rows apart', async () => {
    const extraction = await extract(readFileSync(new URL('others/lanzhou-2011/source.html', samples)));
    expect(extraction).toMatchObject({ document_type: 'annual_report', report_year: 2011 });
    const table = extraction.tables.filter(({ status }) => status === 'present');
    expect(table).toMatchObject([{ table: 'statistics', form: '2004', form_evidence: 'labels' }]);
    const printed = extraction.cells.filter(({ status }) => status !== 'row_absent');
    expect(printed.every(({ column }) => column === 'cumulative')).toBe(true);
    expect(
      printed.filter(({ status }) => status === 'reported').map(({ row, value }) => [row, value]),
    ).toEqual([
      ['req_new_received', 26],
      ['rev_total', 12],
    ]);
    expect(printed.filter(({ status }) => status === 'blank')).toHaveLength(6);
    expect(extraction.extensions.map(({ key }) => key)).toEqual([
      'ext:举行新闻发布会次数',
      'ext:政府公报刊登信息数',
      'ext:接受咨询总数',
      'ext:依申请公开收费',
    ]);
  });

  test('reading twice gives the same', async () => {
    const bytes = readFileSync(new URL('reports/hangzhou-2025/source.html', samples));
    expect(await extract(bytes)).toEqual(await extract(bytes));
  });
});

describe('whatever is given', () => {
  const codes = async (bytes: Uint8Array): Promise<string[]> =>
    (await extract(bytes)).issues.map(found => found.code);

  test('nothing, noise and pictures are refused under closed codes', async () => {
    expect(await codes(new Uint8Array())).toEqual(['input.file.empty']);
    const noise = new Uint8Array(50_000).map((_, index) => (index * 2_654_435_761) >>> 13);
    expect(await codes(noise)).toEqual(['input.media.unknown']);
    expect(await codes(new Uint8Array(50_000_000))).toEqual(['input.file.too_large']);
    expect(await codes(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a))).toEqual(['extract.ocr.missing']);
    expect(await codes(utf8('<html><body><img src="scan.png"></body></html>'))).toEqual([
      'extract.document.no_text',
    ]);
  });

  test('a menu that names rows of the form is no table', async () => {
    const menu = [
      '法定主动公开内容',
      '规章',
      '行政规范性文件',
      '行政许可',
      '行政处罚',
      '行政强制',
      '依申请公开',
    ];
    const items = menu.map(item => `<li>${item}</li>`).join('');
    const report =
      '<h1>宁海县财政局2022年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>2022年，宁海县财政局落实条例。</p>' +
      '<p>二、主动公开政府信息情况</p><p>公开30条。</p>';
    for (const page of [`<ul>${items}</ul>${report}`, `${report}<ul>${items}</ul>`]) {
      const { tables, cells } = await extract(utf8(page));
      expect(tables.map(({ status }) => status)).toEqual(['absent', 'absent', 'absent']);
      expect(new Set(cells.map(({ status }) => status))).toEqual(new Set(['table_absent']));
    }
  });

  test('HTML without a table is a document without tables', async () => {
    const extraction = await extract(
      utf8('<h1>强蛟镇2022年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>无</p>'),
    );
    expect(extraction).toMatchObject({ document_type: 'annual_report', report_year: 2022 });
    expect(extraction.cells.every(cell => cell.status === 'table_absent')).toBe(true);
  });

  test('it never rejects, and never gives a value without its raw text and its place', async () => {
    const piece = fc.constantFrom(
      '<table>',
      '</table>',
      '<tr>',
      '<td colspan=7>',
      '<td>',
      '规章',
      '信息内容',
      '本年新制作数量',
      '0',
      '12',
      '\t',
      '|',
      '\n',
      '申请人情况',
      '自然人',
      '总计',
      '其他',
      '一、本年新收政府信息公开申请数量',
      '&nbsp;',
      '2019年',
      '澳门',
      '</td',
      '<!--',
      ' ',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(piece, fc.string({ maxLength: 8 })), { maxLength: 80 }),
        async parts => {
          const extraction = await extract(utf8(parts.join('')));
          expect(extraction.issues.map(found => found.code)).not.toContain('extract.unexpected');
          for (const cell of extraction.cells)
            if (cell.value !== null)
              expect(cell.raw !== null && cell.at !== null && cell.status === 'reported').toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});
