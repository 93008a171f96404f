import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { cellsOf } from '../schema/forms/form.ts';
import { formById } from '../schema/forms/index.ts';

const truthSchema = z.strictObject({
  slug: z.string(),
  unit: z.string(),
  report_year: z.int(),
  published_date: z.iso.date().nullable(),
  form: z.enum(['2019', '2021']),
  partial: z.literal(false),
  notes: z.string(),
  cells: z.record(
    z.string(),
    z.union([
      z.number(),
      z.null(),
      z.literal('ambiguous'),
      z.strictObject({ raw: z.string(), value_yuan: z.number().nullable() }),
    ]),
  ),
});

const here = new URL('samples/', import.meta.url);
const slugs = readdirSync(new URL('reports/', here)).sort();
const truthOf = (slug: string) =>
  truthSchema.parse(JSON.parse(readFileSync(new URL(`reports/${slug}/truth.json`, here), 'utf8')));

const declaredAs = (bytes: Buffer): string => /charset="?([\w-]+)/.exec(bytes.toString('latin1'))?.[1] ?? '';

function pageOf(folder: string): string {
  const bytes = readFileSync(new URL(`${folder}/source.html`, here));
  const encoding = declaredAs(bytes) === 'gb2312' ? 'gb18030' : 'utf-8';
  return new TextDecoder(encoding, { fatal: true }).decode(bytes);
}

/** Texts between tags that begin or end a block, white space of all kinds trimmed. */
const textsOf = (html: string): string[] =>
  html
    .replace(/<(style|script)[^>]*>[\s\S]*?<\/\1>/gi, '')
    .replace(/<\/?(span|font|strong|b|o:p)\b[^>]*>/gi, '')
    .split(/<[^>]*>/)
    .map(text => text.replaceAll('&nbsp;', '\u00a0').trim())
    .filter(text => text !== '');

const numbersIn = (texts: readonly string[]): string[] =>
  texts.filter(text => /^\d+(\.\d+)?\s*(万?元)?$/.test(text));

const printed = (value: number | { raw: string }): string =>
  typeof value === 'number' ? String(value) : value.raw;

describe.each(slugs)('report %s', slug => {
  const truth = truthOf(slug);
  const html = pageOf(`reports/${slug}`);

  test('truth covers every cell of its form, and no other', () => {
    const keys = [...cellsOf(formById(truth.form))].map(
      ({ table, row, column }) => `${table.id}.${row.key}.${column.key}`,
    );
    expect(truth.slug).toBe(slug);
    expect(Object.keys(truth.cells).sort()).toEqual(keys.sort());
  });

  test('the page prints the numbers of the truth, in the order of the form', () => {
    const values = [...cellsOf(formById(truth.form))].map(
      ({ table, row, column }) => truth.cells[`${table.id}.${row.key}.${column.key}`] ?? null,
    );
    const expected = values.filter(value => value !== null && value !== 'ambiguous').map(printed);
    const ambiguous = values.filter(value => value === 'ambiguous').length;
    const found = numbersIn(textsOf(html.slice(html.search(/id="zoom"|class="TRS_Editor"/))));
    if (ambiguous === 0) expect(found).toEqual(expected);
    else {
      let next = 0;
      for (const number of found) if (number === expected[next]) next += 1;
      expect(next).toBe(expected.length);
      // What nothing ties to a cell is printed as well.
      expect(found.length).toBeGreaterThan(expected.length);
      expect(found.length).toBeLessThanOrEqual(expected.length + ambiguous);
    }
  });

  test('prints the labels of its form', () => {
    const form = formById(truth.form);
    const squeeze = (text: string): string => text.normalize('NFKC').replace(/\s/g, '');
    const text = squeeze(textsOf(html).join(''));
    for (const table of form.tables)
      for (const label of [...table.rows, ...table.rowGroups, ...table.columnGroups])
        expect(
          [label.text, ...(label.also ?? [])].some(spelling => text.includes(squeeze(spelling))),
          label.text,
        ).toBe(true);
  });

  test('carries the tags that every portal must, and its own title', () => {
    for (const name of ['SiteName', 'SiteDomain', 'SiteIDCode', 'ColumnName', 'ColumnType', 'ArticleTitle'])
      expect(html).toMatch(new RegExp(`<meta [^>]*name="${name}"`));
    expect(html).toMatch(/<title>[^<]*政府信息公开工作年度报告/);
    expect(html).toContain('示例页面，不是政府网站');
  });

  test('shows its date of publication, if it has one', () => {
    const pubDate =
      /name="PubDate" content="([^"]*)"/.exec(html)?.[1] ??
      /content="([^"]*)" name="PubDate"/.exec(html)?.[1];
    expect(pubDate?.slice(0, 10) || null).toBe(truth.published_date);
  });
});

test('nanhuang-2020 holds the injected phrase in title, source line and three places of the text', () => {
  const phrase = '澳门英皇娱乐_天下足球网-盘口官网';
  const html = pageOf('reports/nanhuang-2020');
  expect(html).toContain(`<title>${phrase}南黄镇2020年`);
  expect(html).toContain(`文章来源：${phrase}南黄镇人民政府`);
  for (const place of [`上级${phrase}:政务公开`, `${phrase}南黄镇人民政府网`, `${phrase}群众`])
    expect(html).toContain(place);
  expect(html.slice(html.indexOf('id="zoom"')).split(phrase)).toHaveLength(4);
});

test('the other pages carry no table of the form', () => {
  const others = readdirSync(new URL('others/', here));
  expect(others.sort()).toEqual(['hangzhou-2025-interpretation', 'lanzhou-2011', 'website-report-2020']);
  for (const slug of others) {
    const texts = textsOf(pageOf(`others/${slug}`));
    for (const heading of ['信息内容', '申请人情况', '结果维持']) expect(texts).not.toContain(heading);
  }
});

test('portals.yml names loopback portals, one of them without columns', () => {
  const portals = z
    .array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        division_code: z.string().regex(/^\d{6}$/),
        home: z.url(),
        columns: z.array(z.url()).optional(),
        expects: z.strictObject({ min: z.int(), max: z.int() }),
        reason: z.string(),
        note: z.string().optional(),
      }),
    )
    .parse(parse(readFileSync(new URL('portals.yml', here), 'utf8')));
  expect(portals.map(portal => new URL(portal.home).hostname)).toEqual(['127.0.0.1', '127.0.0.1']);
  expect(portals.map(portal => portal.columns === undefined)).toEqual([true, false]);
});
