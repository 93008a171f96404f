/**
 * `import.do`: reads the CSV files into Stata 14 or later. Numbers that a report does not print become extended
 * missing values by their status (`.b` blank, …), statuses become labelled numbers.
 */

import { createHash } from 'node:crypto';
import type { CellStatus } from '../../schema/extraction.ts';
import { missingLetters, statusCodes, statusMeanings } from '../../schema/statuses.ts';
import type { ReleaseRow } from '../open-database.ts';
import type { DescribedTable, ExportedColumn } from './exported-tables.ts';
import type { WrittenFile } from './written-file.ts';

const longestName = 32;
const longestLabel = 80;

/** Stata's names end at 32 characters: a longer one is cut and told apart by a hash of the whole. */
export function stataName(name: string): string {
  if (name.length <= longestName) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 4);
  const ending = name.endsWith('_status') ? `_${hash}_status` : `_${hash}`;
  return `${name.replace(/_status$/, '').slice(0, longestName - ending.length)}${ending}`;
}

/** Compound quotes: the text may hold quotes of its own, and a backtick would start a macro. */
const quoted = (text: string): string => `\`"${text.replaceAll(/[`"$\\]/g, '')}"'`;
const labelText = (text: string): string => quoted([...text].slice(0, longestLabel).join(''));

const missing = Object.entries(missingLetters) as [Exclude<CellStatus, 'reported'>, string][];

export function stataScript(
  release: ReleaseRow,
  tables: readonly DescribedTable[],
  files: readonly WrittenFile[],
): string {
  const lines = [
    `* Nianbao, release ${release.id}: reads the CSV files of this folder and saves a .dta beside each.`,
    '* Run it in this folder. Missing values: .a is never used; the letters are',
    ...missing.map(([status, letter]) => `*   .${letter}  ${status}: ${statusMeanings[status]}`),
    'version 14',
    'clear all',
  ];
  for (const table of tables) {
    const own = files.filter(file => file.table === table.name && file.rows > 0);
    if (own.length > 0)
      lines.push(
        '',
        ...tableLines(
          table,
          own.map(({ path }) => path),
        ),
      );
  }
  return `${lines.join('\n')}\n`;
}

function tableLines(table: DescribedTable, paths: readonly string[]): string[] {
  return [
    `* ${table.name}: ${table.en}`,
    ...importLines(paths),
    'label define status ' +
      (Object.entries(statusCodes) as [CellStatus, number][])
        .map(([name, code]) => `${code} "${name}"`)
        .join(' '),
    `label define missing ${missing.map(([status, letter]) => `.${letter} "${status}"`).join(' ')}`,
    ...table.described.map(({ name }, index) => `rename v${index + 1} ${stataName(name)}`),
    ...table.described.flatMap(numberLines),
    ...table.described.flatMap(statusLines),
    ...table.described.flatMap(column => [
      `label variable ${stataName(column.name)} ${labelText(`${column.en} ${column.zh}`)}`,
      `notes ${stataName(column.name)}: ${quoted(column.meaning)}`,
    ]),
    `label data ${labelText(`${table.en} ${table.zh}`)}`,
    'compress',
    `save "${table.name}.dta", replace`,
  ];
}

/** All columns as text first: Stata would guess a type for each part by itself. */
function importLines(paths: readonly string[]): string[] {
  const options =
    'varnames(nonames) rowrange(2:) stringcols(_all) bindquotes(strict) maxquotedrows(unlimited) encoding("utf-8") clear';
  const [only] = paths;
  if (paths.length === 1) return [`import delimited using "${only}", ${options}`];
  return [
    'tempfile parts',
    'local started 0',
    `foreach part in ${paths.map(path => `"${path}"`).join(' ')} {`,
    `  import delimited using "\`part'", ${options}`,
    "  if `started' append using `parts'",
    "  quietly save `parts', replace",
    '  local started 1',
    '}',
  ];
}

function numberLines({ name, type, statusColumn }: ExportedColumn): string[] {
  if (type !== 'integer' && type !== 'number') return [];
  const variable = stataName(name);
  const lines = [`destring ${variable}, replace`];
  if (statusColumn === null) return lines;
  const status = stataName(statusColumn);
  return [
    ...lines,
    ...missing.map(([word, letter]) => `replace ${variable} = .${letter} if ${status} == "${word}"`),
    `label values ${variable} missing`,
  ];
}

/** After the numbers: they need the words. */
function statusLines({ name }: ExportedColumn): string[] {
  if (!/(^|_)status$/.test(name)) return [];
  const variable = stataName(name);
  return [
    `encode ${variable}, generate(__status) label(status) noextend`,
    `drop ${variable}`,
    `rename __status ${variable}`,
  ];
}
