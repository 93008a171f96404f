/** The codebook of a release: what each variable is, in every edition of the form, and how often it has a value. */

import type Database from 'better-sqlite3';
import { englishLabel } from '../../schema/dictionary/english.ts';
import type { CellStatus } from '../../schema/extraction.ts';
import type { TableId } from '../../schema/forms/form.ts';
import { missingLetters, statusMeanings } from '../../schema/statuses.ts';
import type { ReleaseRow } from '../open-database.ts';
import { type CodebookBlock, code, heading, list, paragraph, table } from './blocks.ts';
import { countVariables, type Tally, type VariableCounts } from './counts.ts';
import { questions, scripts } from './examples.ts';

interface FormRow {
  readonly id: string;
  readonly title: string;
  readonly authority: string;
  readonly year_from: number;
  readonly year_to: number | null;
}

interface VariableRow {
  readonly form_id: string;
  readonly table_key: TableId;
  readonly row_key: string;
  readonly column_key: string;
  readonly row_path: string;
  readonly column_path: string;
  readonly type: 'count' | 'signed_count' | 'amount';
  readonly unit: string | null;
}

interface DictionaryRow {
  readonly relation: string;
  readonly column_name: string;
  readonly zh: string;
  readonly en: string;
  readonly meaning: string;
  readonly unit: string | null;
}

const ranges: Readonly<Record<VariableRow['type'], string>> = {
  count: 'whole number, 0 or more',
  signed_count: 'whole number; a decrease is negative',
  amount: 'amount of money, may have decimals',
};

export function codebookOf(database: Database.Database, release: ReleaseRow): CodebookBlock[] {
  return [
    heading(1, `Nianbao codebook, release ${release.id}`, 'codebook'),
    paragraph(
      `Built ${release.built_at} by Nianbao ${release.code_version}: ${release.reports} reports of ${release.units} units, ${release.readings} cells, ${release.readings_reported} of them numbers. ${release.checks_failed} identities that the form promises do not hold as printed.`,
    ),
    ...missingBlocks(),
    ...exampleBlocks(),
    ...formBlocks(database),
    ...checkBlocks(database),
    ...variableBlocks(database),
    ...relationBlocks(database),
  ];
}

function missingBlocks(): CodebookBlock[] {
  const statuses = Object.entries(statusMeanings) as [CellStatus, string][];
  return [
    heading(2, 'Values and statuses', 'statuses'),
    list([
      'A value is what the report prints. It is never repaired, imputed, or filled with zero: blank is not zero.',
      'Every value has a status beside it. Without the status `reported` there is no value.',
      'The letter is the extended missing value in Stata (`.b`) and the tag in R (`tagged_na("b")`).',
      'Amounts keep the printed unit; `_yuan` columns convert only where a unit is printed.',
      'What a government reports may hold what its departments and towns report: see `scope`, and never add them up.',
    ]),
    table(
      ['status', 'letter', 'meaning'],
      statuses.map(([status, meaning]) => [
        `\`${status}\``,
        status === 'reported' ? null : missingLetters[status],
        meaning,
      ]),
    ),
  ];
}

function exampleBlocks(): CodebookBlock[] {
  return [
    heading(2, 'Examples', 'examples'),
    paragraph('Of the database itself, in SQL; `nianbao explore` answers such questions in a browser.'),
    ...questions.flatMap(({ question, sql }) => [
      paragraph(`${question[0]?.toUpperCase()}${question.slice(1)}:`),
      code('sql', `${sql.replace(/\n {6}/g, '\n')};`),
    ]),
    ...scripts.flatMap(({ language, question, where, text }) => [
      paragraph(`${languageNames[language]}, ${question} (${where}):`),
      code(language, text),
    ]),
  ];
}

const languageNames = { r: 'R', python: 'Python', stata: 'Stata' } as const;

function formBlocks(database: Database.Database): CodebookBlock[] {
  const forms = database.prepare<[], FormRow>('SELECT * FROM form ORDER BY year_from').all();
  return [
    heading(2, 'Editions of the form', 'forms'),
    paragraph(
      'The edition is decided for each table by its labels, never by the year. Between editions rows and columns change their meaning: a variable exists only in the editions that its entry lists.',
    ),
    table(
      ['edition', 'prescribed for', 'title', 'notice'],
      forms.map(({ id, title, authority, year_from, year_to }) => [
        id,
        `${year_from}–${year_to ?? ''}`,
        title,
        authority,
      ]),
    ),
  ];
}

function checkBlocks(database: Database.Database): CodebookBlock[] {
  const rows = database
    .prepare<[], [string, string, string, string, number, number, number]>(
      `SELECT definition.form_id, definition.check_id, definition.table_key, definition.meaning,
         ifnull(sum(result.outcome = 0), 0), ifnull(sum(result.outcome = 1), 0), ifnull(sum(result.outcome = 2), 0)
       FROM check_definition AS definition
       LEFT JOIN (check_result AS result JOIN report ON report.current_version_id = result.version_id)
         ON result.definition_id = definition.id
       GROUP BY 1, 2, 3, 4 ORDER BY 1, 2`,
    )
    .raw()
    .all();
  return [
    heading(2, 'Checks', 'checks'),
    paragraph(
      'Identities that the form promises (勾稽关系), tried on the current version of every report. One with a blank operand cannot be assessed.',
    ),
    table(['edition', 'check', 'table', 'what it says', 'pass', 'fail', 'not assessable'], rows),
  ];
}

function variableBlocks(database: Database.Database): CodebookBlock[] {
  const cells = database
    .prepare<[], VariableRow>(
      `SELECT form_id, table_key, row_key, column_key, row_path, column_path, type, unit
       FROM v_variable
       ORDER BY min(variable_id) OVER (PARTITION BY table_key), variable_id, year_from`,
    )
    .all();
  const counts = countVariables(database);
  const editions = new Map<string, VariableRow[]>();
  for (const cell of cells) {
    const key = keyOf(cell);
    editions.set(key, [...(editions.get(key) ?? []), cell]);
  }
  const blocks: CodebookBlock[] = [heading(2, 'Variables', 'variables')];
  let last = '';
  for (const [key, found] of editions) {
    const [cell] = found;
    if (!cell) continue;
    if (cell.table_key !== last) {
      blocks.push(heading(3, `Table ${cell.table_key}`, `table-${cell.table_key}`));
      last = cell.table_key;
    }
    blocks.push(...variableEntry(key, cell, found, counts.get(key)));
  }
  return blocks;
}

const keyOf = ({ table_key, row_key, column_key }: VariableRow): string =>
  `${table_key}.${row_key}.${column_key}`;

function variableEntry(
  key: string,
  cell: VariableRow,
  editions: readonly VariableRow[],
  counts: VariableCounts | undefined,
): CodebookBlock[] {
  return [
    heading(4, key, key),
    paragraph(`${englishLabel(cell.table_key, cell.row_key, cell.column_key)}. ${ranges[cell.type]}.`),
    table(
      ['edition', 'row, as printed', 'column, as printed', 'unit'],
      editions.map(({ form_id, row_path, column_path, unit }) => [
        form_id,
        row_path,
        column_path,
        unit ?? 'not printed in the form',
      ]),
    ),
    ...(counts ? [countTable('year', [...counts.byYear]), countTable('level', [...counts.byLevel])] : []),
  ];
}

const countTable = (by: string, tallies: readonly (readonly [string | number, Tally])[]): CodebookBlock =>
  table(
    [by, 'reported', 'blank', 'otherwise without a number'],
    tallies.map(([key, { reported, blank, otherwise }]) => [String(key), reported, blank, otherwise]),
  );

function relationBlocks(database: Database.Database): CodebookBlock[] {
  const rows = database
    .prepare<[], DictionaryRow>(
      `SELECT relation, column_name, zh, en, meaning, unit FROM dictionary
       ORDER BY relation LIKE 'v\\_%' ESCAPE '\\' DESC, relation, position`,
    )
    .all();
  const blocks: CodebookBlock[] = [
    heading(2, 'Views and tables of the database', 'relations'),
    paragraph('Views (`v_…`) are made for people; tables are what they are made from.'),
  ];
  for (const { relation, column_name, zh, en, meaning } of rows) {
    if (column_name !== '*') continue;
    blocks.push(
      heading(3, `${relation}`, `relation-${relation}`),
      paragraph(`${en} (${zh}). ${meaning}`),
      table(
        ['column', '中文', 'English', 'meaning', 'unit'],
        rows
          .filter(row => row.relation === relation && row.column_name !== '*')
          .map(row => [`\`${row.column_name}\``, row.zh, row.en, row.meaning, row.unit]),
      ),
    );
  }
  return blocks;
}
