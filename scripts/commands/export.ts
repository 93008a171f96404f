/** `export`: the published database in other formats. */

import { resolve } from 'node:path';
import { Option } from 'commander';
import { storePaths } from '../../data/store.ts';
import { type ExportFormat, exportDatabase, exportFormats } from '../../load/export/export.ts';
import { exitCodes } from '../../schema/exit-codes.ts';
import { NianbaoError } from '../../schema/issues.ts';
import type { CommandDefinition } from '../command.ts';
import { counted, tableLines } from '../terminal/table.ts';

interface ExportOptions {
  readonly format: ExportFormat;
  readonly out: string;
  readonly since?: string;
}

export const exportCommand: CommandDefinition<ExportOptions> = {
  needsStore: true,
  options: [
    new Option('--format <FORMAT>', 'what to write').choices(exportFormats).makeOptionMandatory(),
    new Option(
      '--out <DIR>',
      'a new or empty directory, or that of an earlier export, which is replaced',
    ).makeOptionMandatory(),
    new Option('--since <DATABASE>', 'with --format release: the database of the release before'),
  ],
  examples: [
    ['export --format csv --out csv', 'a CSV file for each table, readings by year'],
    ['export --format parquet --out parquet', 'the same in Parquet'],
    ['export --format stata --out stata', 'CSV and import.do, which makes .dta files'],
    ['export --format datapackage --out package', 'CSV with metadata, codebook, Stata and R scripts'],
    [
      'export --format release --out 2027-01 --since 2026-12/nianbao.db',
      'the database, frozen, with release notes',
    ],
    ['export --format codebook --out codebook', 'the codebook alone'],
  ],
  async run(session, _given, { format, out, since }) {
    if (since !== undefined && format !== 'release')
      throw new NianbaoError('config.option.invalid', '--since belongs to --format release');
    const { release, files } = exportDatabase({
      databaseFile: storePaths(session.store).database,
      out: resolve(out),
      format,
      since: since ?? null,
      onProgress: table => session.log(`writing ${table}`),
    });
    session.emit({ release: release.id, out: resolve(out), files });
    const right = { align: 'right' } as const;
    session.summarise([
      ...tableLines(
        [{ heading: 'file' }, { heading: 'rows', ...right }, { heading: 'bytes', ...right }],
        files.map(({ path, table, rows, bytes }) => [path, table === null ? '' : rows, bytes]),
        { heading: text => session.paint('dim', text) },
      ),
      `${resolve(out)} holds release ${release.id}: ${counted(files.length, 'file')}; sha256sum --check SHA256SUMS verifies them.`,
    ]);
    return exitCodes.done;
  },
};
