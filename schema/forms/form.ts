/**
 * What an edition of the reporting form is, as data: tables, label paths, spellings seen, units, arithmetic.
 * Keys of tables, rows and columns are a public contract: they never change.
 */

export const formIds = ['2004', '2014', '2019', '2021'] as const;
export type FormId = (typeof formIds)[number];

/** The editions with tables in sections 二, 三 and 四. */
export const sectionFormIds = ['2019', '2021'] as const satisfies readonly FormId[];

/** Sections 二, 三 and 四 of the report, and the one table of figures (统计表) that reports had before them. */
export const tableIds = ['proactive', 'requests', 'remedies', 'statistics'] as const;
export type TableId = (typeof tableIds)[number];

/** `count`: whole, not negative. `signed_count`: a change, may be negative. `amount`: money, may have decimals. */
export type CellType = 'count' | 'signed_count' | 'amount';

/** A label of the form: its own text, and other spellings seen in the wild (each with where, in a comment). */
export interface Label {
  readonly text: string;
  readonly also?: readonly string[];
}

/** A heading above rows or columns that has no cells of its own. */
export interface Group extends Label {
  readonly id: string;
}

/** Keys are unique within a table: in section 二 the same heading over two blocks is one column. */
export interface FormColumn extends Label {
  readonly key: string;
  /** Ids of the groups above it, outermost first. */
  readonly under: readonly string[];
  readonly type: CellType;
  /** Unit of the cell by the form: 件, 项, 个; for amounts null unless the form's heading prints one. */
  readonly unit: string | null;
}

export interface FormRow extends Label {
  readonly key: string;
  /** Ids of the groups above it, outermost first. */
  readonly under: readonly string[];
  /** Keys of the columns in which this row has cells, in the form's order. */
  readonly columns: readonly string[];
  /** Only where they hold for the row and not for its columns: in a list each row has a unit of its own. */
  readonly type?: CellType;
  readonly unit?: string;
  /** The number that the form prints beside the row in a column of its own (代码). */
  readonly code?: string;
}

/**
 * How a table is laid out.
 *
 * - `blocks`: each row group has column headings of its own (section 二)
 * - `matrix`: one set of column headings for all rows (section 三)
 * - `single_row`: the rows' labels stand above the columns and one row of numbers follows (section 四)
 * - `list`: a row for each figure, with its unit and one number or a few (统计表)
 */
export type TableLayout = 'blocks' | 'matrix' | 'single_row' | 'list';

export interface FormTable {
  readonly id: TableId;
  /** Number of the section that the table is; null where it is an annex. */
  readonly section: number | null;
  readonly layout: TableLayout;
  /** Headings that only stand at the head of this table: corner cells and the like. */
  readonly anchors: readonly Label[];
  readonly rowGroups: readonly Group[];
  readonly columnGroups: readonly Group[];
  readonly rows: readonly FormRow[];
  readonly columns: readonly FormColumn[];
}

/** A term of an identity: a cell, by row and column; `'*'` stands for the subject of the check. */
export interface Term {
  readonly row: string;
  readonly column: string;
}

/**
 * An identity that the form itself promises: sum of `left` = sum of `right`, once for every subject.
 * `along: 'columns'` tries it on each column of `subjects`, `'rows'` on each row.
 */
export interface FormCheck {
  readonly id: string;
  readonly table: TableId;
  /** `at_most`: the sum of `left` does not exceed that of `right`. */
  readonly relation: 'equal' | 'at_most';
  /** `hard`: the form says so. `soft`: it follows from what the figures mean. */
  readonly strength: 'hard' | 'soft';
  readonly along: 'columns' | 'rows';
  readonly subjects: readonly string[];
  readonly left: readonly Term[];
  readonly right: readonly Term[];
  /** What it says, for the codebook. */
  readonly meaning: string;
}

export interface FormSection {
  readonly number: number;
  readonly title: string;
  /** Other wordings of the heading; matched after numbering and white space are dropped. */
  readonly also: readonly string[];
}

export interface Form {
  readonly id: FormId;
  readonly title: string;
  /** The notice that prescribes it. */
  readonly authority: string;
  /** Report years for which it is prescribed; `to` null while in force. */
  readonly years: { readonly from: number; readonly to: number | null };
  /** Whether every body had to use it: a local form is never what a year suggests. */
  readonly nationwide: boolean;
  readonly sections: readonly FormSection[];
  readonly tables: readonly FormTable[];
  readonly checks: readonly FormCheck[];
}

export function tableOf(form: Form, id: TableId): FormTable {
  const table = form.tables.find(candidate => candidate.id === id);
  if (!table) throw new Error(`form ${form.id} has no table ${id}`);
  return table;
}

/** Columns of one row, in the form's order, with the type and unit that its cells have. */
export function columnsOf(table: FormTable, row: FormRow): readonly FormColumn[] {
  return row.columns.map(key => {
    const column = table.columns.find(candidate => candidate.key === key);
    if (!column) throw new Error(`table ${table.id} has no column ${key} for row ${row.key}`);
    return row.type === undefined && row.unit === undefined
      ? column
      : { ...column, type: row.type ?? column.type, unit: row.unit ?? column.unit };
  });
}

/** Every cell of a form, in the form's order. */
export function* cellsOf(form: Form): Generator<{ table: FormTable; row: FormRow; column: FormColumn }> {
  for (const table of form.tables)
    for (const row of table.rows) for (const column of columnsOf(table, row)) yield { table, row, column };
}
