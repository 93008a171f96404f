/** What a report says, as tables hold it: cells in strips, identities a letter each, places by layout. */

import type { Extraction, Section, TableReading } from '../../schema/extraction.ts';
import type { FormId, TableId } from '../../schema/forms/form.ts';
import { statusCodes } from '../../schema/statuses.ts';
import { variablesOfStrip } from '../../schema/variables.ts';

/** A row of `reading_strip` without its version. */
export type PackedStrip = readonly [
  strip: number,
  statuses: number,
  /** By slot, as far as there are any. */
  values: readonly (number | null)[],
  raws: string | null,
];
export type PackedDetail = readonly [
  variable: number,
  unit: string | null,
  yuan: number | null,
  inferred: string | null,
  flags: string | null,
];
export type PackedFailure = readonly [definition: number, left: number | null, right: number | null];

/** Where the cells of a table stand: variable, block after the table's first, row, column. */
export type Places = readonly (readonly [variable: number, block: number, row: number, column: number])[];

export interface ContentTable extends TableReading {
  readonly place_block: number | null;
  /** Made from the places, so that it is the same whatever else is loaded. */
  readonly layout_id: number | null;
}

export interface Content {
  readonly tables: readonly ContentTable[];
  /** In the order of the strips. */
  readonly strips: readonly PackedStrip[];
  readonly details: readonly PackedDetail[];
  /** Outcomes by form, a letter for each identity. */
  readonly checks: readonly (readonly [form: FormId, outcomes: string])[];
  readonly failures: readonly PackedFailure[];
  readonly sections: readonly Section[];
  readonly extensions: Extraction['extensions'];
  readonly grids: Extraction['grids'];
  readonly inferences: Extraction['inferences'];
  readonly text_facts: Extraction['text_facts'];
  readonly flags: Extraction['flags'];
}

/** Where the cells of a table stand, apart from the table's first block. */
export interface Layout {
  readonly id: number;
  readonly table: TableId;
  readonly places: Places;
}

/** In `version_check.outcomes`. */
export const untried = '-';

export const notInForm = statusCodes.not_in_form;

export interface UnpackedCell {
  readonly variable: number;
  readonly status: number;
  readonly value: number | null;
  /** NULL where it is the one expected. */
  readonly raw: string | null;
}

/** The cells of strips again, one by one. */
export function* unpackStrips(strips: Iterable<PackedStrip>): Generator<UnpackedCell> {
  for (const [strip, statuses, values, raws] of strips) {
    const texts = raws === null ? [] : (JSON.parse(raws) as (string | false | null)[]);
    for (const { id, slot } of variablesOfStrip(strip)) {
      const status = (statuses >>> (4 * slot)) & 15;
      if (status === notInForm) continue;
      yield { variable: id, status, value: values[slot] ?? null, raw: texts[slot] || null };
    }
  }
}
