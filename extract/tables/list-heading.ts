/** Headings of a table that lists figures (统计指标 | 单位 | 统计数): which column holds what. */

import { compact } from '../values.ts';
import { matchLabel } from './labels.ts';
import { isValue, type RowCell, type SourceRow } from './rows.ts';

export type ListRole = 'index' | 'label' | 'unit' | 'code' | 'remark' | 'value';

/** A column of figures. `key` null: a heading that no form knows. `year`: the heading is a year. */
export interface ListColumn {
  readonly key: string | null;
  readonly year: number | null;
  readonly cell: RowCell | null;
}

export interface ListHeadingCell {
  readonly role: ListRole;
  readonly cell: RowCell;
  readonly column: ListColumn | null;
}

export interface ListHeading {
  readonly cells: readonly ListHeadingCell[];
  readonly block: number;
  readonly width: number;
}

const roles: readonly (readonly [ListRole, RegExp])[] = [
  ['index', /^(?:序号|编号)$/],
  ['label', /^(?:统计)?(?:指标|项目|内容|指标名称|项目名称)$/],
  ['unit', /^(?:计量|计数|统计)?单位$/],
  ['code', /^(?:指标)?代码$/],
  ['remark', /^(?:备注|说明|注)$/],
];
const longestHeading = 40;
const yearHeading = /^(20[0-3]\d)年?(?:度|全年)?(?:统计|累计)?(?:数|数量|数据|情况)?$/;

const rolesOfTexts = new Map<string, ListRole | null>();
/** Reports repeat the same few hundred texts. */
const rememberedTexts = 5_000;

/** What a text heads; null for a text that is no usual heading of a list. */
export function roleOf(text: string): ListRole | null {
  if (text.length > longestHeading) return null;
  const known = rolesOfTexts.get(text);
  if (known !== undefined) return known;
  const plain = compact(text);
  const role =
    roles.find(([, words]) => words.test(plain))?.[0] ??
    (knownColumn(text) !== null || yearHeading.test(plain) ? 'value' : null);
  if (rolesOfTexts.size >= rememberedTexts) rolesOfTexts.clear();
  rolesOfTexts.set(text, role);
  return role;
}

const knownColumn = (text: string): string | null =>
  matchLabel(text).find(match => match.table === 'statistics' && match.kind === 'column')?.key ?? null;

export function columnOf(cell: RowCell): ListColumn {
  const year = yearHeading.exec(compact(cell.text))?.[1];
  return { key: knownColumn(cell.text), year: year === undefined ? null : Number(year), cell };
}

/** A row of headings, or null: it names the indicators, or the units and the figures. */
export function listHeading(row: SourceRow): ListHeading | null {
  const printed = row.cells.filter(cell => !cell.blank);
  const known = printed.map(cell => ({ cell, role: roleOf(cell.text) }));
  const has = (role: ListRole): boolean => known.some(entry => entry.role === role);
  if (!(has('label') && printed.length > 1) && !(has('unit') && has('value'))) return null;
  const first = known.findIndex(({ role }) => role === 'label' || role === 'unit');
  const cells = known.flatMap(({ cell, role }, index): ListHeadingCell[] => {
    if (role === null && (index < first || isValue(cell.text))) return [];
    return role === null || role === 'value'
      ? [{ role: 'value', cell, column: columnOf(cell) }]
      : [{ role, cell, column: null }];
  });
  return { cells, block: row.block, width: row.width };
}

/** A second row of headings below 统计数: 本级 and 汇总 take the place of what stands above them. */
export function withSubheadings(heading: ListHeading, row: SourceRow): ListHeading | null {
  if (row.block !== heading.block || (row.geometry !== 'spans' && row.geometry !== 'expanded')) return null;
  const printed = row.cells.filter(cell => !cell.blank);
  if (printed.length < 2 || !printed.some(cell => roleOf(cell.text) === 'value')) return null;
  if (printed.some(cell => isValue(cell.text) || (roleOf(cell.text) ?? 'value') !== 'value')) return null;
  const above = heading.cells.filter(
    entry => entry.role !== 'value' || !printed.some(cell => overlaps(cell, entry.cell)),
  );
  if (above.length === heading.cells.length) return null;
  const below = printed.map(cell => ({ role: 'value' as const, cell, column: columnOf(cell) }));
  const cells = [...above, ...below].sort((left, right) => left.cell.gridColumn - right.cell.gridColumn);
  return { ...heading, cells };
}

/** 甲 | 乙 | 丙 | 1 | 2: the columns' letters, below their headings. */
export function isColumnLetters(row: SourceRow): boolean {
  const printed = row.cells.filter(cell => !cell.blank).map(cell => compact(cell.text));
  return printed[0] === '甲' && printed.every(text => /^[甲乙丙丁戊己\d]$/.test(text));
}

export const overlaps = (cell: RowCell, other: RowCell): boolean =>
  cell.gridColumn < other.gridColumn + other.colSpan && other.gridColumn < cell.gridColumn + cell.colSpan;

/** The headings of each half, where two halves of a list stand side by side. */
export function halvesOf(heading: ListHeading): (readonly ListHeadingCell[])[] {
  const halves: ListHeadingCell[][] = [];
  for (const entry of heading.cells) {
    const current = halves.at(-1);
    const begins = entry.role === 'index' || (entry.role === 'label' && current?.at(-1)?.role !== 'index');
    if (!current || (begins && current.some(other => other.role === 'value'))) halves.push([entry]);
    else current.push(entry);
  }
  return halves;
}

/** The title of a list. */
export const isAnchor = ({ text }: RowCell): boolean =>
  matchLabel(text).some(match => match.table === 'statistics' && match.kind === 'anchor');
