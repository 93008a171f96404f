/** Format `release`: the database file as it is, its release notes, and every change since an earlier release. */

import { closeSync, copyFileSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { codebookMarkdown } from '../codebook/markdown.ts';
import type { ReleaseRow } from '../open-database.ts';
import { type Change, compareDatabases } from '../release/compare.ts';
import { releaseNotes } from '../release/notes.ts';
import { type ChangeSummary, summarise } from '../release/summary.ts';
import { csvLine } from './csv.ts';
import { describeFile, type WrittenFile } from './written-file.ts';

const databaseName = 'nianbao.db';
const notesName = 'RELEASE-NOTES.md';
const changesName = 'changes.csv';

/** @param since database of the earlier release; null for a first one */
export function writeRelease(
  databaseFile: string,
  since: string | null,
  release: ReleaseRow,
  root: string,
): WrittenFile[] {
  copyFileSync(databaseFile, join(root, databaseName));
  const files = [describeFile(root, databaseName, null, 0)];
  const sha256 = files[0]?.sha256 ?? null;
  let earlier: { release: ReleaseRow; summary: ChangeSummary } | null = null;
  if (since !== null) {
    const { before, changes, close } = compareDatabases(since, databaseFile);
    try {
      earlier = { release: before, summary: listChanges(changes, join(root, changesName)) };
    } finally {
      close();
    }
    files.push(describeFile(root, changesName, null, 0));
  }
  writeFileSync(join(root, notesName), codebookMarkdown(releaseNotes(release, sha256, earlier)));
  return [...files, describeFile(root, notesName, null, 0)];
}

const head = [
  'kind',
  'reason',
  'report_id',
  'unit',
  'report_year',
  'table_key',
  'row_key',
  'column_key',
  'value_before',
  'status_before',
  'raw_before',
  'value_after',
  'status_after',
  'raw_after',
  'url',
];

function listChanges(changes: Iterable<Change>, file: string): ChangeSummary {
  const descriptor = openSync(file, 'wx');
  try {
    writeSync(descriptor, csvLine(head));
    return summarise(changes, change => writeSync(descriptor, csvLine(changeRow(change))));
  } finally {
    closeSync(descriptor);
  }
}

function changeRow(change: Change): (string | number | null)[] {
  const { kind, reason, report_id, unit, report_year, url } = change;
  if (change.kind !== 'changed')
    return [kind, reason, report_id, unit, report_year, ...Array<null>(9).fill(null), url];
  const { table, row, column, before, after } = change;
  const side = (value: typeof before): (string | number | null)[] => [
    value?.value ?? null,
    value?.status ?? null,
    value?.raw ?? null,
  ];
  return [
    kind,
    reason,
    report_id,
    unit,
    report_year,
    table,
    row,
    column,
    ...side(before),
    ...side(after),
    url,
  ];
}
