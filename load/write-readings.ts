/**
 * Writes versions with what their tables say, in order of capture. It needs the staging file alone and no row that
 * others write, so that a second thread can do it in a file of its own: the readings are most of a database.
 */

import type Database from 'better-sqlite3';
import { getTableName } from 'drizzle-orm';
import { unpackLayouts, unpackTables } from '../data/readings/pack.ts';
import { report_version } from '../schema/tables/index.ts';
import { RowWriter } from './insert.ts';
import type { StagedReadings } from './staging/readings.ts';
import type { StagedVersions } from './staging/versions.ts';
import type { Summaries } from './summaries.ts';
import { ContentWriter, contentTables } from './write-content.ts';

/** The tables that are written here. */
export const readingTables: readonly string[] = [getTableName(report_version), ...contentTables];

export interface ReadingSource {
  readonly versions: StagedVersions;
  readonly readings: StagedReadings;
}

/** @param onVersion called before each */
export function writeReadings(
  database: Database.Database,
  { versions, readings }: ReadingSource,
  summaries: Summaries,
  onVersion: () => void = () => {},
): void {
  const rows = new RowWriter(database, report_version);
  const contents = new ContentWriter(database);
  const carried = readings.inOrder();
  try {
    for (const version of versions.inOrder()) {
      onVersion();
      const { id, panel_unit, panel_year, panel_level, scope, has_conflict, late, ...row } = version;
      let reading = carried.next();
      while (!reading.done && reading.value.number < id) reading = carried.next();
      if (reading.done || reading.value.number !== id) throw new Error(`document ${id} is not staged`);
      const { content: packed } = reading.value;
      if (packed === null) throw new Error(`document ${id} carries no report`);
      const content = unpackTables(packed);
      rows.add({ ...row, id, capture_id: id, failed_checks: content.failures.length });
      contents.write(id, content, () => unpackLayouts(readings.layoutsOf(id)));
      if (panel_year !== null && panel_level !== null)
        summaries.add(panel_year, panel_level, content.strips, 1);
      if (has_conflict === 1) contents.flag({ version_id: id, code: 'rendition_conflict', position: 1 });
      if (late !== null) contents.flag({ version_id: id, code: 'late', position: 1, detail: late });
    }
  } finally {
    carried.return?.();
  }
  rows.flush();
  contents.flush();
}
