/** Writes a published database in other formats, whole: beside the place that was asked for, and then renamed. */

import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type Database from 'better-sqlite3';
import { NianbaoError } from '../../schema/issues.ts';
import { codebookOf } from '../codebook/codebook.ts';
import { codebookHtml } from '../codebook/html.ts';
import { codebookMarkdown } from '../codebook/markdown.ts';
import { openDatabase, type ReleaseRow } from '../open-database.ts';
import { citation } from './citation.ts';
import { croissant } from './croissant.ts';
import { writeCsv } from './csv.ts';
import { dataPackage } from './data-package.ts';
import { datasetteMetadata } from './datasette.ts';
import {
  type DescribedTable,
  describeTable,
  type ExportedRow,
  exportedTables,
  rowsOf,
  yearsOf,
} from './exported-tables.ts';
import { writeParquet } from './parquet.ts';
import { rScript } from './r-script.ts';
import { writeRelease } from './release-folder.ts';
import { stataScript } from './stata-script.ts';
import { checksumLines, describeFile, type WrittenFile } from './written-file.ts';

/**
 * - `csv`: a file for each table, with the codebook
 * - `parquet`: the same in Parquet
 * - `stata`: CSV with `import.do`
 * - `datapackage`: CSV with everything that describes it: Data Package, Croissant, Stata and R scripts, citation
 * - `codebook`: the codebook alone, in Markdown and HTML
 * - `release`: the database file itself with release notes, the list of changes since another release, codebook
 */
export const exportFormats = ['csv', 'parquet', 'stata', 'datapackage', 'codebook', 'release'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface ExportResult {
  readonly release: ReleaseRow;
  readonly out: string;
  readonly files: readonly WrittenFile[];
}

/** Written last, so that a folder with it is an export, and whole. */
const checksums = 'SHA256SUMS';

export interface ExportRequest {
  readonly databaseFile: string;
  readonly out: string;
  readonly format: ExportFormat;
  /** Database of an earlier release, for the notes of format `release`; null for a first release. */
  readonly since?: string | null;
  /** Called with the name of each table before it is written. */
  readonly onProgress?: (table: string) => void;
}

/**
 * @param out a folder that does not exist, is empty, or holds an earlier export, which is replaced
 * @throws NianbaoError `load.database.missing`, `load.export.taken`
 */
export function exportDatabase({
  databaseFile,
  out,
  format,
  since = null,
  onProgress = () => {},
}: ExportRequest): ExportResult {
  refuseForeign(out);
  const database = openDatabase(databaseFile);
  const unfinished = `${resolve(out)}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  try {
    const [release] = database.prepare<[], ReleaseRow>('SELECT * FROM release').all();
    if (!release) throw new NianbaoError('load.database.missing', `${databaseFile} holds no release`);
    const files =
      format === 'release'
        ? writeRelease(databaseFile, since, release, unfinished)
        : writeTables(database, release, unfinished, format, onProgress);
    for (const [path, content] of describe(database, release, files, format)) {
      writeFileSync(join(unfinished, path), content);
      files.push(describeFile(unfinished, path, null, 0));
    }
    writeFileSync(join(unfinished, checksums), checksumLines(files));
    mkdirSync(dirname(resolve(out)), { recursive: true });
    rmSync(out, { recursive: true, force: true });
    renameSync(unfinished, out);
    return { release, out, files };
  } finally {
    database.close();
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function refuseForeign(out: string): void {
  if (!existsSync(out)) return;
  let names: string[];
  try {
    names = readdirSync(out);
  } catch {
    throw new NianbaoError('load.export.taken', `${out} is not a directory`);
  }
  if (names.length > 0 && !names.includes(checksums))
    throw new NianbaoError('load.export.taken', `${out} holds files that are not of an export`);
}

function tablesOf(database: Database.Database, format: ExportFormat): DescribedTable[] {
  const hasTables = format !== 'codebook' && format !== 'release';
  return hasTables ? exportedTables.map(table => describeTable(database, table)) : [];
}

function writeTables(
  database: Database.Database,
  release: ReleaseRow,
  root: string,
  format: ExportFormat,
  onProgress: (table: string) => void,
): WrittenFile[] {
  return tablesOf(database, format).flatMap(table => {
    onProgress(table.name);
    return writeTable(database, table, root, format === 'parquet' ? 'parquet' : 'csv', release);
  });
}

function writeTable(
  database: Database.Database,
  table: DescribedTable,
  root: string,
  extension: 'csv' | 'parquet',
  release: ReleaseRow,
): WrittenFile[] {
  const write = (path: string, rows: Iterable<ExportedRow>): WrittenFile => {
    const file = join(root, path);
    const head = table.described.map(({ name }) => name);
    const count =
      extension === 'csv'
        ? writeCsv(file, head, rows)
        : writeParquet(file, table, rows, { release: release.id, table: table.name });
    return describeFile(root, path, table.name, count);
  };
  if (!table.byYear) return [write(`${table.name}.${extension}`, rowsOf(database, table))];
  mkdirSync(join(root, table.name));
  return yearsOf(database).map(year =>
    write(`${table.name}/${year ?? 'unknown'}.${extension}`, rowsOf(database, table, year)),
  );
}

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

/** What stands beside the tables: name and content of each file. */
function describe(
  database: Database.Database,
  release: ReleaseRow,
  files: readonly WrittenFile[],
  format: ExportFormat,
): [string, string][] {
  const tables = tablesOf(database, format);
  const codebook = codebookOf(database, release);
  const always: [string, string][] = [
    ['codebook.md', codebookMarkdown(codebook)],
    ['codebook.html', codebookHtml(codebook)],
    ['CITATION.cff', citation(release)],
  ];
  if (format === 'stata') return [...always, ['import.do', stataScript(release, tables, files)]];
  if (format === 'release')
    return [...always, ['datasette-metadata.json', json(datasetteMetadata(database))]];
  if (format !== 'datapackage') return always;
  return [
    ...always,
    ['datapackage.json', json(dataPackage(release, tables, files))],
    ['croissant.json', json(croissant(release, tables, files))],
    ['import.do', stataScript(release, tables, files)],
    ['import.R', rScript(release, tables, files)],
  ];
}
