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
    expect(document.hidden.map(hidden => hidden.text)).toEqual(['藏', '也藏']);
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
