/** What the labels of a row say of the tables of sections 二, 三 and 四: which table, which edition, heading or row. */

import type { FormId, TableId } from '../../schema/forms/form.ts';
import { tableIds } from '../../schema/forms/form.ts';
import type { HeadingDraft } from './heading.ts';
import { type LabelMatch, matchLabel as matchAny, matchMisspelt as matchAnyMisspelt } from './labels.ts';
import { isValue, type RowCell, type SourceRow } from './rows.ts';

export interface Labelled {
  readonly cell: RowCell;
  readonly matches: readonly LabelMatch[];
}

const ofSections = new WeakMap<readonly LabelMatch[], readonly LabelMatch[]>();
/** Labels of sections 二, 三 and 四; the lists of a label are few and live as long as the forms. */
function inSections(matches: readonly LabelMatch[]): readonly LabelMatch[] {
  if (matches.length === 0) return matches;
  const known = ofSections.get(matches) ?? matches.filter(match => match.table !== 'statistics');
  ofSections.set(matches, known);
  return known;
}
export const matchLabel = (text: string): readonly LabelMatch[] => inSections(matchAny(text));
export const matchMisspelt = (text: string): readonly LabelMatch[] => inSections(matchAnyMisspelt(text));

/** The table that a row's labels speak of; null where several tables share them. */
export function tableOfLabels(labelled: readonly Labelled[]): TableId | null {
  let best: TableId | null = null;
  let bestCount = 0;
  for (const id of tableIds) {
    const own = labelled.filter(label => label.matches.every(match => match.table === id)).length;
    if (own > bestCount) {
      best = id;
      bestCount = own;
    }
  }
  return best;
}

/** 其他 and 总计 are columns and rows: rows only once rows have begun, and only left of the columns. */
export function isRowLabel(match: LabelMatch, cell: RowCell, table: TableId, hasRows: boolean): boolean {
  if (match.kind === 'row_group') return table === 'requests';
  if (match.kind !== 'row') return false;
  const alsoColumn =
    table === 'requests' &&
    /^[^\p{Script=Han}]*(其他|其它|总计|合计|總計|合計)$/u.test(cell.text.replace(/\s/g, ''));
  if (!alsoColumn) return true;
  if (/^\s*[（(]?\s*[七3]/.test(cell.text.normalize('NFKC'))) return true;
  return hasRows;
}

/** 商业企业 科研机构 … 其他 amid the rows, as where a page turns: 其他 is no row there. */
export function isRepeatedHeading(heading: HeadingDraft | null, labels: readonly Labelled[]): boolean {
  if (labels.length < 2) return false;
  const keysOf = ({ matches }: Labelled): string[] =>
    matches.flatMap(({ kind, key }) => (kind === 'column' || kind === 'column_group' ? [key] : []));
  const known = new Set(heading?.rows.flatMap(row => row.labels.flatMap(keysOf)));
  return labels.every(label => keysOf(label).some(key => known.has(key)));
}

/** The edition that each label speaks for, if it speaks for one. */
export function votesIn(labels: readonly Labelled[]): FormId[] {
  return labels.flatMap(({ matches }) => {
    // （六）其他处理 is a row in one edition and a group in the other: it speaks for neither.
    if (matches.some(match => match.kind === 'row_group')) return [];
    return soleOf(matches, 'forms') ?? soleOf(matches, 'official') ?? [];
  });
}

/** The labels that are of a table, with what they are in it. */
export function labelsIn(table: TableId, labelled: readonly Labelled[]): Labelled[] {
  const own: Labelled[] = [];
  for (const label of labelled) {
    if (label.matches.every(match => match.table === table)) {
      own.push(label);
      continue;
    }
    const matches = label.matches.filter(match => match.table === table);
    if (matches.length > 0) own.push({ cell: label.cell, matches });
  }
  return own;
}

/** The one edition that all matches name; null where they name several or none. */
function soleOf(matches: readonly LabelMatch[], by: 'forms' | 'official'): FormId | null {
  let sole: FormId | null = null;
  for (const match of matches)
    for (const form of match[by]) {
      if (sole !== null && form !== sole) return null;
      sole = form;
    }
  return sole;
}

/** A row that only the tables of sections 二, 三 and 四 have. */
export function isOfSections(row: SourceRow): boolean {
  const matches = row.cells
    .filter(cell => !cell.blank && !isValue(cell.text))
    .map(cell => matchAny(cell.text))
    .filter(found => found.length > 0 && found.every(match => match.table !== 'statistics'));
  const isHeading = matches.some(found =>
    found.some(match => match.kind === 'anchor' || match.kind === 'section'),
  );
  return isHeading || matches.filter(found => found.some(match => match.kind === 'column')).length > 1;
}
