/** What a person read in a document, and how such labels are written down; the layout is in the README. */

import { cellsOf } from '../schema/forms/form.ts';
import { forms } from '../schema/forms/index.ts';

/** A number printed, nothing to be read, a number that nothing ties to a cell, or a number with its unit. */
export type TruthCell =
  | number
  | null
  | 'ambiguous'
  | { readonly raw: string; readonly value?: number | null; readonly value_yuan?: number | null };

export interface Truth {
  readonly slug: string;
  readonly form: string | null;
  /** Null where the cells were not labelled: then they are not scored. */
  readonly cells: Readonly<Record<string, TruthCell>> | null;
  /** Undefined is not labelled, null is not to be found in the document. */
  readonly unit: string | null | undefined;
  readonly report_year: number | null | undefined;
  readonly published_date: string | null | undefined;
  /** The kind of document, or only whether it is an annual report. */
  readonly document_type: string | undefined;
}

/** What every edition together has: `table.row.column` → the kind of its column. */
export const columnKinds: ReadonlyMap<string, string> = new Map(
  forms.flatMap(form =>
    [...cellsOf(form)].map(
      ({ table, row, column }) => [`${table.id}.${row.key}.${column.key}`, column.type] as const,
    ),
  ),
);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @returns the truth, or in a sentence why the JSON is none. */
export function parseTruth(json: unknown): Truth | string {
  if (!isRecord(json)) return 'it is no JSON object';
  const { slug, form, cells, unit, report_year, published_date, document_type } = json;
  if (typeof slug !== 'string') return 'it has no “slug”';
  if (!isRecord(cells)) return 'it has no “cells”';
  for (const [key, value] of Object.entries(cells)) {
    if (!columnKinds.has(key)) return `no edition of the form has the cell “${key}”`;
    if (!isTruthCell(value)) return `“${key}” is ${JSON.stringify(value)}; expected ${cellLayout}`;
  }
  const textOrNull = (value: unknown): string | null | undefined =>
    typeof value === 'string' || value === null ? value : undefined;
  return {
    slug,
    form: typeof form === 'string' ? form : null,
    cells: cells as Record<string, TruthCell>,
    unit: textOrNull(unit),
    report_year: typeof report_year === 'number' || report_year === null ? report_year : undefined,
    published_date: textOrNull(published_date),
    document_type: typeof document_type === 'string' ? document_type : undefined,
  };
}

const cellLayout = 'a number, null, "ambiguous", or an object with “raw” and “value” or “value_yuan”';

function isTruthCell(value: unknown): value is TruthCell {
  if (value === null || value === 'ambiguous' || typeof value === 'number') return true;
  if (!isRecord(value) || typeof value['raw'] !== 'string') return false;
  const { value: number, value_yuan } = value;
  return [number, value_yuan].some(part => part === null || typeof part === 'number');
}

export interface LabelledOpening {
  readonly text: string;
  readonly truth: Truth;
}

/**
 * Reads one line of a file of labelled openings: `{text, truth: {is_annual_report, report_year, issuing_unit,
 * publish_date}, evidence}`. What the evidence says cannot be read from the text is not scored.
 */
export function parseOpening(json: unknown, name: string): LabelledOpening | string {
  if (!isRecord(json) || typeof json['text'] !== 'string') return 'it has no “text”';
  const { text, truth, evidence } = json;
  if (!isRecord(truth) || typeof truth['is_annual_report'] !== 'boolean')
    return 'it has no “truth” with “is_annual_report”';
  const shown = (sign: string): boolean => !isRecord(evidence) || evidence[sign] !== false;
  const { is_annual_report, report_year, issuing_unit, publish_date } = truth;
  const isReport = is_annual_report === true;
  return {
    text: text as string,
    truth: {
      slug: name,
      form: null,
      cells: null,
      unit:
        isReport && shown('unit_verbatim_in_text') && typeof issuing_unit === 'string'
          ? issuing_unit
          : undefined,
      report_year:
        isReport && shown('year_in_text') && typeof report_year === 'number' ? report_year : undefined,
      published_date: typeof publish_date === 'string' ? publish_date : undefined,
      document_type: isReport ? 'annual_report' : 'not annual_report',
    },
  };
}
