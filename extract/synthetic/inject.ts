/** Spam of one phrase at random places of a report's page, outside its cells or in its labels. */

import type { LaidOutTable } from './grid.ts';
import type { Random } from './random.ts';

/** Every place outside the cells where spam was met: title, metas, prose, hidden parts, lines between tables, links, scripts. */
export function injectAround(html: string, title: string, phrase: string, random: Random): string {
  const links = `<p><a href="http://www.example.com/">${phrase}</a> <a href="http://example.net/">${phrase}12</a></p>`;
  const places: readonly ((page: string) => string)[] = [
    page => page.replaceAll(title, `${phrase}${title}`),
    page => page.replaceAll(title, `${title}_${phrase}`),
    page => page.replace('<head>', `<head><meta name="keywords" content="${phrase},${phrase}0">`),
    page => page.replace('<head>', `<head><meta name="description" content="${phrase}3件">`),
    page => page.replaceAll('本年度', `${phrase}本年度`),
    page => page.replace('<div id="zoom">', `<div id="zoom"><p>${phrase}</p>`),
    page => page.replace('</table>', `</table><p>${phrase}强蛟镇人民政府</p>`),
    page => page.replace('<table', `<p>来源:${phrase} 7</p><table`),
    page => page.replace('<p>五、', `<div style="display:none">${phrase}12</div><p>五、`),
    page => page.replace('<p>六、', `${links}<p>六、`),
    page => page.replace('</body>', `<script>document.write("${phrase} 5");</script></body>`),
    page => page.replace('</body>', `<!-- ${phrase} --><p>版权所有:${phrase} 2012-2022</p></body>`),
  ];
  return places.reduce((page, place) => (random.chance(0.4) ? place(page) : page), html);
}

/** The tables with the phrase before some of their labels. */
export function injectIntoLabels(
  tables: readonly LaidOutTable[],
  phrase: string,
  random: Random,
): LaidOutTable[] {
  return tables.map(table => ({
    ...table,
    grid: table.grid.map(row =>
      row.map(cell => (cell.isLabel && random.chance(0.1) ? { ...cell, text: phrase + cell.text } : cell)),
    ),
  }));
}
