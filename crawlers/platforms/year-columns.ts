/** Columns of single years that lie beside a column rather than below it: known by their names and their addresses. */

import type { Anchor } from '../page-links.ts';
import type { ListPage } from './platform.ts';

const yearName = /^(20[0-4]\d)年?度?((政府)?信息公开)?(工作)?(年报|年度报告|报告)?$/;

/** @param place what the paths (with query) of the platform's columns look like */
export function yearColumns(page: ListPage, place: RegExp): Anchor[] {
  const here = new URL(page.url);
  return page.links.anchors.filter(({ title, url }) => {
    const target = new URL(url);
    const isColumn = target.host === here.host && place.test(target.pathname + target.search);
    return isColumn && target.href !== here.href && yearName.test(title.replace(/\s/g, ''));
  });
}
