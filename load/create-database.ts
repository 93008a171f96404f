/** Makes an empty published database: migrations, then views, then what the codes and keys mean. */

import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { sha256 } from '../data/digest.ts';
import { skipReasons } from '../schema/capture.ts';
import { concordance as concordanceEntries } from '../schema/concordance.ts';
import { dictionaryRows } from '../schema/dictionary/index.ts';
import { cellStatuses } from '../schema/extraction.ts';
import { flagDefinitions } from '../schema/flags.ts';
import { forms } from '../schema/forms/index.ts';
import { describeSum, indicators } from '../schema/indicators.ts';
import { issueDefinitions } from '../schema/issues.ts';
import { statusCodes, statusMeanings } from '../schema/statuses.ts';
import {
  check_definition,
  concordance,
  dictionary,
  flag,
  form,
  form_cell,
  indicator,
  issue_code,
  skip_reason,
  status,
  variable,
} from '../schema/tables/index.ts';
import { checkDefinitions, formCells, variableId, variables } from '../schema/variables.ts';
import { createViewSql, views } from '../schema/views/index.ts';
import { rowInserter } from './insert.ts';
import { searchTables } from './write-search.ts';

/** Marks the file as a published database of ours: `NBDB`. */
export const applicationId = 0x4e424442;

const migrations = new URL('../schema/migrations/', import.meta.url);

interface MigrationJournal {
  readonly entries: readonly { readonly tag: string }[];
}

/** Statements of all migrations, in order. */
export function migrationStatements(): { statements: string[]; count: number } {
  const journal = JSON.parse(
    readFileSync(new URL('meta/_journal.json', migrations), 'utf8'),
  ) as MigrationJournal;
  const statements = journal.entries.flatMap(({ tag }) =>
    readFileSync(new URL(`${tag}.sql`, migrations), 'utf8').split('--> statement-breakpoint'),
  );
  return { statements, count: journal.entries.length };
}

/** An empty database as it is published. */
export function createDatabase(file: string): Database.Database {
  const database = createTables(file);
  createIndexes(database);
  heedChecks(database);
  return database;
}

/**
 * The file is written without journal and without waiting for the disk: nobody reads it before it is whole, and one
 * that a crash leaves behind is thrown away. Foreign keys and CHECK constraints are looked at once, at the end: by
 * `findViolations`, after `createIndexes` and `heedChecks`.
 *
 * @returns a database that has all but the indexes: `createIndexes` makes them once the rows are there
 */
export function createTables(file: string): Database.Database {
  const database = createFile(file);
  const { statements, count } = migrationStatements();
  for (const statement of statements) if (tableOfIndex(statement) === null) database.exec(statement);
  database.exec(searchTables);
  for (const view of views) database.exec(createViewSql(view));
  database.pragma(`application_id = ${applicationId}`);
  database.pragma(`user_version = ${count}`);
  writeCodes(database);
  return database;
}

/** Some of the tables in a file of their own, for `takeTables`. */
export function createTablesApart(file: string, names: readonly string[]): Database.Database {
  const database = createFile(file);
  for (const statement of migrationStatements().statements) {
    const table = /^\s*CREATE TABLE `(\w+)`/.exec(statement)?.[1];
    if (table !== undefined && names.includes(table)) database.exec(statement);
  }
  return database;
}

/**
 * Takes up what `createTablesApart` was made for. SQLite copies the rows of an empty table as they are, page by page,
 * where both tables are declared alike: a fraction of what it takes to insert them. No transaction may be open.
 */
export function takeTables(database: Database.Database, file: string, names: readonly string[]): void {
  database.prepare('ATTACH ? AS apart').run(file);
  for (const name of names) database.exec(`INSERT INTO main.${name} SELECT * FROM apart.${name}`);
  database.exec('DETACH apart');
}

function createFile(file: string): Database.Database {
  const database = new Database(file);
  database.pragma('page_size = 8192');
  database.pragma('journal_mode = OFF');
  database.pragma('synchronous = OFF');
  database.pragma('foreign_keys = OFF');
  database.pragma('ignore_check_constraints = ON');
  database.pragma('cache_size = -64000');
  return database;
}

/**
 * Sorting all rows of an index at once costs a fraction of putting them in one by one, and packs the pages.
 *
 * @param isChosen for tables whose rows are there; the others have to follow
 */
export function createIndexes(
  database: Database.Database,
  isChosen: (table: string) => boolean = () => true,
): void {
  for (const statement of migrationStatements().statements) {
    const table = tableOfIndex(statement);
    if (table !== null && isChosen(table)) database.exec(statement);
  }
}

/** CHECK constraints hold from now on, and where `quick_check` goes through all rows. */
export function heedChecks(database: Database.Database): void {
  database.pragma('ignore_check_constraints = OFF');
}

const tableOfIndex = (statement: string): string | null =>
  /^\s*CREATE (?:UNIQUE )?INDEX `\w+` ON `(\w+)`/.exec(statement)?.[1] ?? null;

/** Changes with the tables, the views, the forms, the codes and the dictionary. */
export function schemaDigest(): string {
  const constants = [
    forms,
    checkDefinitions,
    statusMeanings,
    issueDefinitions,
    skipReasons,
    flagDefinitions,
    indicators,
    concordanceEntries,
    searchTables,
  ];
  return sha256(
    JSON.stringify([migrationStatements(), views.map(createViewSql), [...dictionaryRows()], constants]),
  );
}

function writeCodes(database: Database.Database): void {
  const insertForm = rowInserter(database, form);
  const insertVariable = rowInserter(database, variable);
  const insertCell = rowInserter(database, form_cell);
  const insertStatus = rowInserter(database, status);
  const insertDefinition = rowInserter(database, check_definition);
  const insertIssueCode = rowInserter(database, issue_code);
  const insertSkipReason = rowInserter(database, skip_reason);
  const insertEntry = rowInserter(database, dictionary);
  const insertFlag = rowInserter(database, flag);
  const insertIndicator = rowInserter(database, indicator);
  const insertConcordance = rowInserter(database, concordance);
  database.transaction(() => {
    for (const { id, title, authority, years } of forms)
      insertForm({ id, title, authority, year_from: years.from, year_to: years.to });
    for (const found of variables) insertVariable(found);
    for (const cell of formCells) insertCell(cell);
    for (const name of cellStatuses)
      insertStatus({ code: statusCodes[name], name, meaning: statusMeanings[name] });
    for (const definition of checkDefinitions) insertDefinition(definition);
    for (const [code, { severity, meaning, remedy }] of Object.entries(issueDefinitions))
      insertIssueCode({ code, severity, meaning, remedy });
    for (const [code, definition] of Object.entries(flagDefinitions)) insertFlag({ code, ...definition });
    for (const { id, zh, en, meaning, numerator, denominator, less } of indicators)
      insertIndicator({
        id,
        zh,
        en,
        meaning,
        numerator: describeSum(numerator),
        denominator: describeSum(denominator, less),
      });
    for (const { concept, form: form_id, cells, grade, note } of concordanceEntries)
      for (const [index, cell] of cells.entries())
        insertConcordance({
          concept,
          form_id,
          term: index + 1,
          variable_id: variableOf(cell),
          grade,
          note,
        });
    for (const [code, meaning] of Object.entries(skipReasons)) insertSkipReason({ code, meaning });
    for (const row of dictionaryRows()) insertEntry(row);
  })();
}

/** @param cell `table.row.column` */
function variableOf(cell: string): number {
  const [table = '', row = '', column = ''] = cell.split('.');
  const id = variableId(table, row, column);
  if (id === null) throw new Error(`the concordance names ${cell}, which is in no form`);
  return id;
}
