/** What a portal of random make may be like: how its lists go on, how they link, how its articles are served. */

export const pagers = [
  'next link',
  'numbers',
  'zero-based call',
  'one-based call',
  'script address',
  'onclick',
  'posted form',
  'post back',
  'select addresses',
  'select form',
  'JSON',
  'posted JSON',
  'fragment',
  'inlined records',
  'only a count',
  'query number',
  'encoded',
  'contrary numbers',
] as const;
export const linkings = [
  'relative',
  'absolute',
  'upper-case host',
  'base',
  'cut title',
  'onclick row',
  'script function',
  'data attribute',
  'row title',
  'session',
  'year only',
  'tracking',
  'relative base',
  'open window',
] as const;
export const articleKinds = [
  'page',
  'attachment',
  'parts',
  'frame',
  'viewer',
  'stub',
  'file',
  'embed',
  'picture',
  'download',
] as const;
export const layouts = ['flat', 'years', 'departments', 'frame', 'nested', 'kinds', 'towns'] as const;
export const entrances = [
  'plain',
  'frameset',
  'refresh',
  'script',
  'clicks',
  'short name',
  'picture',
] as const;
/** What stands beside the list and is none of it. */
export const clutters = ['none', 'calendar', 'notices', 'commented pager', 'neighbours', 'all'] as const;
export const encodings = [
  'utf-8',
  'gbk declared',
  'gbk undeclared',
  'gbk declared utf-8',
  'utf-8 declared gbk',
  'gbk declared latin',
] as const;

export interface RandomPortal {
  readonly pager: (typeof pagers)[number];
  readonly linking: (typeof linkings)[number];
  readonly article: (typeof articleKinds)[number];
  readonly layout: (typeof layouts)[number];
  readonly encoding: (typeof encodings)[number];
  readonly entrance: (typeof entrances)[number];
  readonly clutter: (typeof clutters)[number];
  /** Steps between the home page and the column. */
  readonly steps: 0 | 1 | 2;
  readonly reports: number;
  readonly perPage: number;
}
