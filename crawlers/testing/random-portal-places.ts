/** Where a portal of random make keeps its reports: columns, the columns below them, and lists. */

import type { RandomPortal } from './random-portal-kinds.ts';

export interface Report {
  readonly id: number;
  readonly title: string;
  readonly year: number;
  readonly path: string;
}

export interface Group {
  readonly directory: string;
  readonly reports: readonly Report[];
}

export interface Place {
  readonly name: string;
  readonly directory: string;
  readonly below: readonly Place[];
  readonly reports: readonly Report[];
}

export const column = '/zwgk/zfxxgknb/';
const departments = ['县财政局', '强蛟镇', '桃源街道'] as const;
export const towns = ['qjz', 'hyz', 'xdz'] as const;

function reportsOf({ reports, article, linking, layout }: RandomPortal): Report[] {
  const extension = article === 'file' ? 'pdf' : 'html';
  return Array.from({ length: reports }, (_, id): Report => {
    const year = 2015 + (id % 9);
    const root = layout === 'towns' && id % 4 > 0 ? `/${towns[(id % 4) - 1]}${column}` : column;
    return {
      id,
      year,
      path: `${root}202${id % 4}01/t2024011${id % 9}_${1000 + id}.${extension}`,
      title: linking === 'year only' ? `${year}年` : `第${id}局${year}年政府信息公开工作年度报告`,
    };
  });
}

/** The column as a tree: what has nothing below it is a list. */
export function placesOf(portal: RandomPortal): Place[] {
  const all = reportsOf(portal);
  const list = (name: string, directory: string, reports: readonly Report[]): Place => ({
    name,
    directory,
    reports,
    below: [],
  });
  const byYear = (directory: string, reports: readonly Report[]) =>
    [...new Set(reports.map(({ year }) => year))].map(year =>
      list(
        `${year}年`,
        `${directory}${year}n/`,
        reports.filter(report => report.year === year),
      ),
    );
  const thirds = [0, 1, 2].map(third => all.filter(({ id }) => id % 3 === third));
  const root = (below: readonly Place[]): Place[] => [
    { name: '政府信息公开年报', directory: column, below, reports: [] },
  ];
  switch (portal.layout) {
    case 'flat':
    case 'frame':
      return [list('政府信息公开年报', column, all)];
    case 'years':
      return root(byYear(column, all));
    case 'departments':
      return root(thirds.map((third, at) => list(departments[at] ?? '', `${column}bm${at}/`, third)));
    case 'nested':
      return root(
        thirds.map((third, at) => ({
          name: departments[at] ?? '',
          directory: `${column}bm${at}/`,
          below: byYear(`${column}bm${at}/`, third),
          reports: [],
        })),
      );
    case 'kinds':
      return root(
        thirds.map((third, at) =>
          list(
            ['县政府年报', '部门年报', '乡镇（街道）年报'][at] ?? '',
            `${column}${['zf', 'bm', 'xz'][at]}/`,
            third,
          ),
        ),
      );
    case 'towns':
      return [
        list(
          '政府信息公开年报',
          column,
          all.filter(({ id }) => id % 4 === 0),
        ),
        ...towns.map((town, at) =>
          list(
            '政府信息公开年报',
            `/${town}${column}`,
            all.filter(({ id }) => id % 4 === at + 1),
          ),
        ),
      ];
  }
}

export function groupsOf(portal: RandomPortal): Group[] {
  const lists = (places: readonly Place[]): Place[] =>
    places.flatMap(place => (place.below.length === 0 ? [place] : lists(place.below)));
  return lists(placesOf(portal)).map(({ directory, reports }) => ({
    directory: portal.layout === 'frame' ? `${directory}list/` : directory,
    reports,
  }));
}
