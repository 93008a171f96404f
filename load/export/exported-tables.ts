/** What an export holds: which tables and views, under which names, and what their columns are. */

import type Database from 'better-sqlite3';

export interface ExportedTable {
  /** Name of its file or folder. */
  readonly name: string;
  /** The table or view that it is taken from. */
  readonly relation: string;
  /** Columns to take, in order; without it all of the relation. */
  readonly columns?: readonly string[];
  /** Columns that together name a row. */
  readonly key: readonly string[];
  /** Columns to sort by: of the key so many that SQLite reads them off an index. */
  readonly order: readonly string[];
  /** One file for each report year. */
  readonly byYear?: true;
}

/** Every export holds these, so that a script written for one format finds the same tables in another. */
export const exportedTables: readonly ExportedTable[] = [
  ...Object.entries({
    panel: 'v_panel',
    requests: 'v_requests',
    proactive: 'v_proactive',
    remedies: 'v_remedies',
    statistics: 'v_statistics',
    statistics_2004: 'v_statistics_2004',
    indicators: 'v_indicator',
    quality: 'v_quality',
    reports: 'v_report',
  }).map(([name, relation]) => ({ name, relation, key: ['report_id'], order: ['report_id'] })),
  {
    name: 'readings',
    relation: 'v_reading',
    columns: [
      'report_id',
      'unit_id',
      'report_year',
      'form',
      'table_key',
      'row_key',
      'column_key',
      'value',
      'status',
      'raw',
      'unit',
      'value_yuan',
      'inferred',
      'flags',
    ],
    key: ['report_id', 'table_key', 'row_key', 'column_key'],
    order: ['report_id'],
    byYear: true,
  },
  { name: 'units', relation: 'unit', key: ['id'], order: ['id'] },
  { name: 'divisions', relation: 'division', key: ['code'], order: ['code'] },
  {
    name: 'checks',
    relation: 'v_check',
    columns: [
      'report_id',
      'report_year',
      'check_id',
      'table_key',
      'subject',
      'outcome',
      'left_sum',
      'right_sum',
    ],
    key: ['report_id', 'check_id', 'table_key', 'subject'],
    order: ['report_id'],
    byYear: true,
  },
  {
    name: 'variables',
    relation: 'v_variable',
    key: ['form_id', 'variable_id'],
    order: ['form_id', 'position'],
  },
  {
    name: 'flags',
    relation: 'v_flag',
    columns: [
      'report_id',
      'report_year',
      'code',
      'severity',
      'table_key',
      'row_key',
      'column_key',
      'detail',
      'other_report_id',
      'meaning',
    ],
    key: ['report_id', 'code', 'table_key', 'row_key', 'column_key', 'detail'],
    order: ['report_id'],
  },
  {
    name: 'series',
    relation: 'v_series',
    columns: ['report_id', 'unit_id', 'report_year', 'concept', 'form', 'value', 'is_derived', 'grade'],
    key: ['report_id', 'concept', 'form'],
    order: ['report_id'],
    byYear: true,
  },
  {
    name: 'breaks',
    relation: 'v_break',
    key: ['concept', 'form_after'],
    order: ['concept', 'form_after'],
  },
  { name: 'statuses', relation: 'status', key: ['name'], order: ['code'] },
  {
    name: 'coverage',
    relation: 'v_coverage',
    key: ['unit_id', 'report_year'],
    order: ['unit_id', 'report_year'],
  },
  { name: 'portals', relation: 'v_portal_coverage', key: ['portal_id'], order: ['portal_id'] },
  {
    name: 'dictionary',
    relation: 'dictionary',
    key: ['relation', 'column_name'],
    order: ['relation', 'position'],
  },
];

export type ExportType = 'integer' | 'number' | 'string' | 'date' | 'datetime';

export interface ExportedColumn {
  readonly name: string;
  readonly type: ExportType;
  readonly zh: string;
  readonly en: string;
  readonly meaning: string;
  readonly unit: string | null;
  /** The column beside it that says why there is, or is not, a value; null where none does. */
  readonly statusColumn: string | null;
}

export interface DescribedTable extends ExportedTable {
  readonly zh: string;
  readonly en: string;
  readonly meaning: string;
  readonly described: readonly ExportedColumn[];
}

interface DictionaryEntry {
  readonly column_name: string;
  readonly zh: string;
  readonly en: string;
  readonly meaning: string;
  readonly unit: string | null;
}

/** Describes a table by the dictionary of the very database that is exported. */
export function describeTable(database: Database.Database, table: ExportedTable): DescribedTable {
  const entries = new Map(
    database
      .prepare<[string], DictionaryEntry>(
        'SELECT column_name, zh, en, meaning, unit FROM dictionary WHERE relation = ?',
      )
      .all(table.relation)
      .map(entry => [entry.column_name, entry]),
  );
  const declared = database.pragma(`table_xinfo(${table.relation})`) as { name: string; type: string }[];
  const names = table.columns ?? declared.map(({ name }) => name);
  const typeOf = new Map(declared.map(({ name, type }) => [name, type]));
  const columns = new Set(names);
  const entryOf = (name: string): DictionaryEntry => {
    const entry = entries.get(name);
    if (!entry) throw new Error(`${table.relation}.${name} is not in the dictionary`);
    return entry;
  };
  const { zh, en, meaning } = entryOf('*');
  return {
    ...table,
    zh,
    en,
    meaning,
    described: names.map(name => ({
      name,
      type: exportType(database, table.relation, name, typeOf.get(name) ?? ''),
      ...entryOf(name),
      statusColumn: statusColumnOf(name, columns),
    })),
  };
}

/** `value` has `status` beside it, any other number `NAME_status`; its amount in yuan shares it. */
function statusColumnOf(name: string, columns: ReadonlySet<string>): string | null {
  const own = name === 'value' ? 'status' : `${name.replace(/_yuan$/, '')}_status`;
  return columns.has(own) ? own : null;
}

function exportType(
  database: Database.Database,
  relation: string,
  name: string,
  declared: string,
): ExportType {
  if (name.endsWith('_date')) return 'date';
  if (name.endsWith('_at')) return 'datetime';
  if (declared === 'INTEGER') return 'integer';
  if (declared === 'REAL') return 'number';
  if (declared === 'TEXT' || /(^|_)status$/.test(name)) return 'string';
  // A view's expressions have no declared type: what they give decides.
  const found = database
    .prepare<[], string>(`SELECT DISTINCT typeof(${name}) FROM ${relation} WHERE ${name} IS NOT NULL LIMIT 3`)
    .pluck()
    .all();
  if (found.length === 0 || found.includes('text')) return 'string';
  return found.includes('real') ? 'number' : 'integer';
}

/** Report years of a table that has one, in order; null stands for reports of unknown year. */
export function yearsOf(database: Database.Database): (number | null)[] {
  return database
    .prepare<[], number | null>('SELECT DISTINCT report_year FROM report ORDER BY report_year')
    .pluck()
    .all();
}

export type ExportedRow = readonly (string | number | null)[];

/** Rows in the order of the described columns; `year` picks those of one report year. */
export function rowsOf(
  database: Database.Database,
  table: DescribedTable,
  year?: number | null,
): IterableIterator<ExportedRow> {
  const columns = table.described.map(({ name }) => name).join(', ');
  const where = year === undefined ? '' : ' WHERE report_year IS ?';
  const query = `SELECT ${columns} FROM ${table.relation}${where} ORDER BY ${table.order.join(', ')}`;
  return database
    .prepare<unknown[], ExportedRow>(query)
    .raw()
    .iterate(...(year === undefined ? [] : [year]));
}
