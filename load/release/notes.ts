/** Release notes that a researcher reads: what is in it, what changed since the last one, and why. */

import type { CodebookBlock } from '../codebook/blocks.ts';
import { heading, list, paragraph, table } from '../codebook/blocks.ts';
import type { ReleaseRow } from '../open-database.ts';
import type { ChangeReason } from './compare.ts';
import type { ChangeSummary } from './summary.ts';

const reasonMeanings: Readonly<Record<ChangeReason, string>> = {
  new_capture: 'a document that the last release did not have',
  new_reading: 'the same document, read in another way',
  other_document: 'another document of the same report is taken now',
  decision: 'a person decided whose report it is',
};

const kindWords = { added: 'reports added', removed: 'reports gone', changed: 'cells changed' } as const;

/** @param sha256 of the database file; null while it is not frozen */
export function releaseNotes(
  release: ReleaseRow,
  sha256: string | null,
  since: { readonly release: ReleaseRow; readonly summary: ChangeSummary } | null,
): CodebookBlock[] {
  return [
    heading(1, `Nianbao release ${release.id}`, 'release'),
    table(
      ['', ''],
      [
        ['built', release.built_at],
        ['code', release.code_version],
        ['input (captures, extractions, registry)', `sha256 ${release.input_digest}`],
        ...(sha256 === null ? [] : [['nianbao.db', `sha256 ${sha256}`]]),
        ['units', release.units],
        ['reports', release.reports],
        ['reports with unit and year', release.reports_in_panel],
        ['versions of them', release.versions],
        ['documents read', release.documents],
        ['cells', release.readings],
        ['cells with a number', release.readings_reported],
        ['identities that do not hold as printed', release.checks_failed],
      ],
    ),
    ...(since === null
      ? [paragraph('There is no earlier release to compare with.')]
      : changeBlocks(since.release, since.summary)),
  ];
}

function changeBlocks(before: ReleaseRow, summary: ChangeSummary): CodebookBlock[] {
  const { added, removed, changedReports, changedCells, changedNumbers } = summary;
  const since = heading(2, `Changes since ${before.id}`, 'changes');
  if (added + removed + changedCells === 0) return [since, paragraph('No report and no cell changed.')];
  return [
    since,
    list([
      `${added} reports were added and ${removed} are gone.`,
      `${changedCells} cells of ${changedReports} reports changed; ${changedNumbers} of them had a number and have another one now.`,
    ]),
    table(
      ['what', 'why', 'count'],
      summary.byReason.map(({ kind, reason, count }) => [kindWords[kind], reasonMeanings[reason], count]),
    ),
    heading(3, 'By report year', 'by-year'),
    table(
      ['year', 'reports added', 'reports gone', 'cells changed'],
      summary.byYear.map(({ report_year, added, removed, cells }) => [
        String(report_year ?? 'unknown'),
        added,
        removed,
        cells,
      ]),
    ),
    ...(summary.byVariable.length === 0
      ? []
      : [
          heading(3, 'By variable, the most changed first', 'by-variable'),
          table(
            ['variable', 'number gained', 'number lost', 'another number', 'another status'],
            summary.byVariable
              .slice(0, 50)
              .map(({ table, row, column, gained, lost, altered, status }) => [
                `\`${table}.${row}.${column}\``,
                gained,
                lost,
                altered,
                status,
              ]),
          ),
        ]),
  ];
}
