import { describe, expect, test } from 'vitest';
import type { TableBlock } from '../document.ts';
import { readHtml } from './html.ts';

const tables = (html: string): TableBlock[] => readHtml(html).blocks.filter(block => block.kind === 'table');
const texts = (html: string): string[] =>
  readHtml(html).blocks.flatMap(block => (block.kind === 'text' ? [block.text] : []));

describe('readHtml', () => {
  test('spans give every cell its true column', () => {
    const [table] = tables(
      '<table><tr><td rowspan=2>甲</td><td colspan="2">乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>',
    );
    expect(table?.width).toBe(3);
    expect(table?.rows.map(row => row.cells.map(cell => [cell.text, cell.gridColumn]))).toEqual([
      [
        ['甲', 0],
        ['乙', 1],
      ],
      [
        ['丙', 1],
        ['丁', 2],
      ],
    ]);
  });

  test('unclosed cells and rows are closed as a browser closes them', () => {
    const [table] = tables('<table><tr><td>规章<td>1<td>2<tr><td>规范性文件<td>3<td>4</table>');
    expect(table?.rows.map(row => row.cells.map(cell => cell.text))).toEqual([
      ['规章', '1', '2'],
      ['规范性文件', '3', '4'],
    ]);
  });

  test('a table that lays out the page is running text, the table inside it a table', () => {
    const html = `<table><tr><td><p>一、总体情况</p><table><tr><td>规章</td><td>0</td></tr></table></td></tr></table>`;
    expect(texts(html)).toEqual(['一、总体情况']);
    expect(tables(html)).toHaveLength(1);
  });

  test('scripts and styles are no text; hidden text is kept apart', () => {
    const html = `<title>年报</title><script>document.write('赌')</script><style>p{}</style>
      <div style="display: none">藏</div><p hidden>也藏</p><p>见</p>`;
    const document = readHtml(html);
    expect(texts(html)).toEqual(['见']);
    // A script that writes into the page is kept for cleaning.
    expect(document.hidden.map(hidden => hidden.text)).toEqual(["document.write('赌')", '藏', '也藏']);
    expect(document.title).toBe('年报');
  });

  test('a hidden part that holds a table is read: pages show it by script', () => {
    expect(
      tables('<div style="display:none"><table><tr><td>规章</td><td>7</td></tr></table></div>'),
    ).toHaveLength(1);
  });

  test('white space collapses, no-break and ideographic spaces stay as printed', () => {
    const [table] = tables('<table><tr><td>\n  <p> &nbsp;0 </p>\n</td><td>　　</td></tr></table>');
    expect(table?.rows[0]?.cells.map(cell => cell.text)).toEqual(['\u00a00', '　　']);
  });

  test('metas and links are kept for those who need them', () => {
    const document = readHtml(
      '<meta content="1101070001" name="SiteIDCode" /><p><a href="/a.html">年报</a></p>',
    );
    expect(document.metas).toEqual([{ name: 'siteidcode', content: '1101070001' }]);
    expect(document.links).toEqual([{ href: '/a.html', text: '年报' }]);
  });

  test('hostile pages stay within the limits', () => {
    expect(readHtml('<div>'.repeat(20_000)).truncated).toBe(true);
    const [wide] = tables(
      '<table><tr><td colspan=1000000000 rowspan=999999999>1</td><td>2</td></tr></table>',
    );
    expect(wide?.width).toBeLessThan(1000);
    expect(readHtml(`<table>${'<tr><td>1'.repeat(70_000)}</table>`).truncated).toBe(true);
  });
});

describe('tables as pages have them', () => {
  const tablesOf = (html: string) => readHtml(html).blocks.filter(block => block.kind === 'table');
  const textsOf = (html: string): string[][] =>
    tablesOf(html).flatMap(table => table.rows.map(row => row.cells.map(cell => cell.text)));
  const row = (...cells: readonly string[]): string =>
    `<tr>${cells.map(cell => `<td>${cell}</td>`).join('')}</tr>`;

  test('what stands between the cells, and a caption, is text above the table', () => {
    const { blocks } = readHtml(
      `<table><caption>表一</caption>${row('规章', '1')}单位：件${row('许可', '2')}</table>`,
    );
    expect(blocks.map(block => (block.kind === 'text' ? block.text : 'table'))).toEqual([
      '表一',
      '单位：件',
      'table',
    ]);
  });

  test('rowspan 0 reaches to the end', () => {
    const [table] = tablesOf(
      `<table><tr><td rowspan="0">文件</td><td>1</td></tr>${row('2')}${row('3')}</table>`,
    );
    expect(table?.rows[0]?.cells[0]).toMatchObject({ rowSpan: 3 });
    expect(table?.rows[2]?.cells[0]).toMatchObject({ text: '3', gridColumn: 1 });
  });

  test('spans without end make no grid without end', () => {
    const wide = row(...Array.from({ length: 300 }, () => '1')).replaceAll(
      '<td>',
      '<td colspan="1000000000" rowspan="99999">',
    );
    const { blocks, truncated } = readHtml(`<table>${wide}${wide}</table>`);
    expect(truncated).toBe(true);
    expect(blocks[0]?.kind === 'table' ? blocks[0].width : 0).toBeLessThanOrEqual(2000);
  });

  test('values of form fields are what a cell shows', () => {
    const fields =
      '<input value="3">|<input type="text" value="4"/>|<textarea>5</textarea>|<input type="checkbox" value="6">|<input type="hidden" value="7">';
    expect(textsOf(`<table>${row('规章', ...fields.split('|'))}</table>`)).toEqual([
      ['规章', '3', '4', '5', '', ''],
    ]);
  });

  test('figures of a table within a cell, a note mark and its figure, are not one number', () => {
    const inner = `<table>${row('1', '2')}</table>`;
    const many = Array.from({ length: 5 }, () => row('甲', '0', '0')).join('');
    expect(textsOf(`<table>${many}${row('规章', inner, '22<sup>3</sup>')}</table>`).at(-1)).toEqual([
      '规章',
      '1\n2',
      '22 3',
    ]);
  });

  test('cells of a table that lays out the page are not one word', () => {
    const { blocks } = readHtml(
      `<table><tr><td>规章</td><td>12</td><td>3<table>${row('甲', '1')}</table></td></tr></table>`,
    );
    expect(blocks.map(block => (block.kind === 'text' ? block.text : 'table'))).toEqual([
      '规章',
      '12',
      '3',
      'table',
    ]);
  });

  test('what is struck out or taken out of the grid is put aside', () => {
    const html = `<table><tr><td>规章</td><td style="display:none">9</td><td><s>5</s>3</td><td><span style="text-decoration:line-through">8</span>4</td></tr><tr style="display: none"><td>许可</td></tr></table>`;
    expect(textsOf(html)).toEqual([['规章', '3', '4']]);
    expect(readHtml(html).hidden.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['9', '5', '8', '许可']),
    );
  });
});

test('what is nested without end is cut, and that is said', () => {
  for (const html of [
    '<div>'.repeat(100_000),
    `<table><tr><td>1</td><td>${'<span>'.repeat(50_000)}2</td></tr></table>`,
  ])
    expect(readHtml(html).truncated).toBe(true);
});
