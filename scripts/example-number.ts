/** One number of a published database with its way back to the archived bytes, to show how it is found. */

import { openDatabase } from '../load/open-database.ts';

export interface ExampleNumber {
  readonly unit_name: string;
  readonly report_year: number;
  readonly report_id: string;
  readonly row_key: string;
  readonly value: number;
  readonly record_id: string;
}

/** The largest number of requests of natural persons, since zeros show little; null when there is none. */
export function exampleNumber(databaseFile: string): ExampleNumber | null {
  const database = openDatabase(databaseFile);
  try {
    return (
      database
        .prepare<[], ExampleNumber>(
          `SELECT unit_name, report_year, provenance.report_id, row_key, provenance.value, record_id
           FROM v_provenance AS provenance JOIN v_report AS report USING (report_id, version_id)
           WHERE table_key = 'requests' AND column_key = 'natural_person' AND status = 'reported'
             AND unit_name IS NOT NULL AND report_year IS NOT NULL
           ORDER BY provenance.value DESC, report_id, row_key LIMIT 1`,
        )
        .get() ?? null
    );
  } finally {
    database.close();
  }
}
