/** Reports that stand in scripts, form fields and JSON answers, and what must not be taken for one. */

import { describe, expect, test } from 'vitest';
import { mediaTypeOf } from '../media.ts';
import { randomFigures } from '../synthetic/figures.ts';
import { layOut } from '../synthetic/grid.ts';
import { seededRandom } from '../synthetic/random.ts';
import { render } from '../synthetic/render.ts';
import { openDocument } from './open.ts';

const context = { url: null, contentType: null, fileName: null, portal: null };
const title = '某镇2023年政府信息公开工作年度报告';
const random = seededRandom(31);
const whole = render(layOut(randomFigures(random, '2021')), 'html-spans', random, title);
const report = /<div id="zoom">([\s\S]*)<\/div>/.exec(whole)?.[1] ?? '';
const inScript = (value: string): string => JSON.stringify(value).replaceAll('<', '\\u003c');

async function open(text: string) {
  const bytes = Buffer.from(text);
  const { document, issues } = await openDocument(bytes, mediaTypeOf(bytes), context);
  return { ...document, codes: issues.map(({ code }) => code) };
}

/** What the report's own page gives. */
const expected = (await open(`<html><body>${report}</body></html>`)).blocks;

const page = (
  script: string,
  body = '<ul><li>首页</li><li>政务公开</li></ul><div id="content"></div>',
): string => `<html><head><title>某县人民政府</title></head><body>${body}${script}</body></html>`;

describe('read where it stands', () => {
  test.each([
    [
      'a configuration',
      page(
        `<script>window._CONFIG = {SID: '755001', DETAIL: {id: 7, title: '${title}', date: '2024-01-30 10:00', publisher: '某镇人民政府', content: ${inScript(report)}}};</script>`,
      ),
    ],
    [
      'a variable',
      page(`<script>/* don't */ var title="${title}"; var content = ${inScript(report)};</script>`),
    ],
    [
      'single quotes',
      page(`<script>show('${report.replaceAll("'", "\\'").replaceAll('\n', '\\n')}')</script>`),
    ],
    ['a template string', page(`<script>const html = \`${report}\`;</script>`)],
    [
      'pieces that are joined',
      page(
        `<script>var html = ${(report.match(/[\s\S]{1,700}/g) ?? []).map(part => JSON.stringify(part)).join(' +\n')};</script>`,
      ),
    ],
    [
      'document.write',
      page(
        (report.match(/[\s\S]{1,5000}/g) ?? [])
          .map(part => `<script>document.write(${inScript(part)})</script>`)
          .join(''),
      ),
    ],
    [
      'entities',
      page(
        `<script>var x = {"nr":${JSON.stringify(report.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'))}}</script>`,
      ),
    ],
    ['per cents', page(`<script>var x = decodeURIComponent("${encodeURIComponent(report)}")</script>`)],
    [
      'a hidden input',
      page(
        `<input type="hidden" id="c" value="${report.replaceAll('"', '&quot;').replaceAll('<', '&lt;')}">`,
      ),
    ],
    ['a text area', page(`<textarea style="display:none">${report.replaceAll('<', '&lt;')}</textarea>`)],
    ['a script that is no program', page(`<script type="text/html">${report}</script>`)],
    [
      'a JSON answer',
      JSON.stringify({ code: 200, data: { title, content: report, publishTime: '2024-01-30' } }),
    ],
    ['a JSON answer in a call', `callback({"title":"${title}","content":${JSON.stringify(report)}})`],
    ['JSON in JSON', JSON.stringify({ content: JSON.stringify({ title, content: report }) })],
  ])('%s', async (_, text) => {
    const { blocks, codes } = await open(text);
    expect(blocks.slice(-expected.length)).toEqual(expected);
    expect(codes).toEqual(['extract.document.embedded']);
  });

  test('title, date and source come from beside it', async () => {
    const {
      blocks,
      title: documentTitle,
      metas,
    } = await open(
      JSON.stringify({
        data: [{ docTitle: title, pubDate: '2024-01-30 10:12', source: '某镇', content: report }],
      }),
    );
    expect(documentTitle).toBe(title);
    expect(blocks[0]).toEqual({ kind: 'text', text: title, level: 1 });
    expect(metas).toEqual([
      { name: 'articletitle', content: title },
      { name: 'pubdate', content: '2024-01-30' },
      { name: 'contentsource', content: '某镇' },
    ]);
  });

  test('of several the one with a table, and the others are counted', async () => {
    const prose = `<p>${'对年度报告的解读。'.repeat(80)}</p>`;
    const bytes = Buffer.from(JSON.stringify({ list: [{ content: prose }, { content: report }] }));
    const { document, issues } = await openDocument(bytes, mediaTypeOf(bytes), context);
    expect(document.blocks).toEqual(expected);
    expect(issues[0]?.message).toContain('1 other');
  });
});

describe('left alone', () => {
  const expectBodyOnly = async (text: string): Promise<void> => {
    const { blocks, codes } = await open(text);
    expect(codes).toEqual([]);
    expect(blocks.some(block => block.kind === 'table' && block.rows.length > 3)).toBe(
      text.includes('id="own"'),
    );
  };

  test('beside a body that has a report of its own', async () => {
    const { blocks, codes } = await open(
      page(`<script>var old = ${inScript(report)}</script>`, `<div id="own">${report}</div>`),
    );
    expect(blocks).toEqual(expected);
    expect(codes).toEqual([]);
  });

  test('what the body says too', async () => {
    const lines = Array.from(
      { length: 30 },
      (_, index) => `<p>第${index}号公开事项的说明与办理情况公告</p>`,
    ).join('');
    const { blocks, codes } = await open(page(`<script>var same = ${inScript(lines)}</script>`, lines));
    expect(blocks).toHaveLength(30);
    expect(codes).toEqual([]);
  });

  test('patterns that a script fills in', async () => {
    await expectBodyOnly(page(`<script>var row = ${inScript(`${report}<p>{{item.title}}</p>`)}</script>`));
    await expectBodyOnly(page(`<script>var row = \`${report}\${item}\`</script>`));
  });

  test('short pieces of markup', async () => {
    await expectBodyOnly(
      page('<script>var tip = "<p>暂无数据</p>", more = "<table><tr><td>1</td></tr></table>"</script>'),
    );
  });
});

test('an answer without a text, or cut off, says so', async () => {
  await expect(open('{"code":404,"data":[]}')).rejects.toMatchObject({ code: 'extract.document.no_text' });
  await expect(open(`{"content":${JSON.stringify(report).slice(0, 500)}`)).rejects.toMatchObject({
    code: 'input.media.corrupt',
  });
});

test('notes that begin with a bracket are text', () => {
  for (const text of ['[2023]15号 关于年报', '{附件} 年报', '[{（一）}] 年报'])
    expect(mediaTypeOf(Buffer.from(text))).toBe('text/plain');
});

test('scripts made to be slow to look through are not', async () => {
  for (const script of [
    `${'="'.repeat(150_000)}`,
    `${'a'.repeat(1_000_000)}="<p>`,
    `${'{"a":'.repeat(150_000)}"<p>"`,
    `x="${'\\\\"'.repeat(200_000)}<p>`,
    `${'var a = "<p>" + '.repeat(100_000)}`,
    `${' '.repeat(1_000_000)}+"<p>"`,
  ]) {
    const { blocks } = await open(page(`<script>${script}</script>`));
    expect(blocks.length).toBeGreaterThan(0);
  }
}, 20_000);
