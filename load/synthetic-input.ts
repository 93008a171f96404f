/** Seeded input for tests and measurements: documents that fill the forms with figures that mostly balance. */

import { createHash } from 'node:crypto';
import { packReading } from '../data/readings/pack.ts';
import type { Capture } from '../schema/capture.ts';
import type { Cell, CellStatus, CheckResult, Division, Extraction } from '../schema/extraction.ts';
import { cellsOf, type Form, type FormId } from '../schema/forms/form.ts';
import { formById } from '../schema/forms/index.ts';
import type { Portal, PortalOutcome } from '../schema/portal.ts';
import { seededNumbers } from '../schema/seeded-numbers.ts';
import type { LoadInput, ReadDocument } from './load.ts';

export const divisions: readonly Division[] = [
  { code: '330000', name: '浙江省', level: 'province', parent_code: null },
  { code: '330200', name: '宁波市', level: 'prefecture', parent_code: '330000' },
  { code: '330226', name: '宁海县', level: 'county', parent_code: '330200' },
  { code: '330226104', name: '强蛟镇', level: 'township', parent_code: '330226' },
];

export const portal: Portal = {
  id: 'ninghai',
  name: '宁海县人民政府',
  division_code: '330226',
  home: 'https://www.ninghai.gov.cn/',
  columns: [],
  platform: null,
  expects: { min: 1, max: 10_000 },
  delay_seconds: null,
  hosts: ['gongkai.example.com'],
  reason: null,
  note: null,
  origin: 'ninghai.yml:1',
};

export const outcome: PortalOutcome = {
  portal: portal.id,
  name: portal.name,
  division_code: portal.division_code,
  home: portal.home,
  platform: 'hanweb',
  state: 'complete',
  found: 10,
  expected_min: 1,
  expected_max: 10_000,
  new: 10,
  changed: 0,
  unchanged: 0,
  gone: 0,
  failed: 0,
  requests: 14,
  bytes: 100_000,
  skipped: { robots: 2, 'not-a-report': 3 },
  started_at: '2026-03-01T18:00:00Z',
  finished_at: '2026-03-01T18:05:00Z',
};

/** Cells as a document would give them: block by table, rows and columns in the form's order. */
export function cellsFor(form: Form, random: () => number): Cell[] {
  const blocks = { proactive: 3, requests: 5, remedies: 7, statistics: 9 };
  const rows = new Map<string, number>();
  const columns = new Map<string, number>();
  return [...cellsOf(form)].map(({ table, row, column }) => {
    const rowKey = `${table.id}.${row.key}`;
    if (!rows.has(rowKey)) rows.set(rowKey, rows.size + 2);
    columns.set(rowKey, (columns.get(rowKey) ?? 0) + 1);
    const at = { block: blocks[table.id], row: rows.get(rowKey) ?? 0, column: columns.get(rowKey) ?? 0 };
    const place = { table: table.id, row: row.key, column: column.key, at };
    const roll = random();
    const other: CellStatus | null = roll < 0.04 ? 'blank' : roll < 0.05 ? 'na_mark' : null;
    if (other !== null)
      return {
        ...place,
        value: null,
        status: other,
        raw: other === 'blank' ? '　' : '/',
        unit: null,
        value_yuan: null,
      };
    const value = roll < 0.8 ? 0 : Math.floor(random() ** 4 * 5000);
    const amount = column.type === 'amount' ? value / 10 : value;
    const unit = column.type === 'amount' && column.unit !== null ? column.unit : null;
    return {
      ...place,
      value: amount,
      status: 'reported',
      raw: roll > 0.97 ? ` ${amount} ` : String(amount),
      unit,
      value_yuan: unit === null ? null : Math.round(amount * 10_000),
    };
  });
}

const holds = (relation: string, { left, right }: { left: number | null; right: number | null }): boolean =>
  relation === 'equal' ? left === right : (left ?? 0) <= (right ?? 0);

/** One result for every identity and subject, judged on the cells. */
export function checksFor(form: Form, cells: readonly Cell[]): CheckResult[] {
  const values = new Map(cells.map(cell => [`${cell.table}.${cell.row}.${cell.column}`, cell.value]));
  return form.checks.flatMap(({ id, table, relation, along, subjects, left, right }) =>
    subjects.map((subject): CheckResult => {
      const sum = (terms: typeof left): number | null => {
        let total = 0;
        for (const { row, column } of terms) {
          const at = `${table}.${row === '*' ? subject : row}.${column === '*' ? subject : column}`;
          const value = values.get(at) ?? null;
          if (value === null) return null;
          total += value;
        }
        return total;
      };
      const sides = { left: sum(left), right: sum(right) };
      const isKnown = sides.left !== null && sides.right !== null;
      return {
        id,
        table,
        subject,
        column: along === 'columns' ? subject : null,
        row: along === 'rows' ? subject : null,
        outcome: isKnown ? (holds(relation, sides) ? 'pass' : 'fail') : 'not-assessable',
        ...sides,
      };
    }),
  );
}

export interface ExtractionWish {
  readonly unit: string | null;
  readonly division_code?: string | null;
  readonly year: number | null;
  readonly form?: FormId;
  readonly seed?: number;
}

export function extractionFor(wish: ExtractionWish): Extraction {
  const { unit, division_code = '330226', year, form: formId = '2021', seed = 1 } = wish;
  const form = formById(formId);
  const cells = cellsFor(form, seededNumbers(seed));
  return {
    media_type: 'text/html',
    charset: 'utf-8',
    document_type: 'annual_report',
    title: `${unit ?? ''}${year ?? ''}年政府信息公开工作年度报告`,
    unit:
      unit === null
        ? null
        : {
            name: unit,
            kind: 'department',
            division_code,
            parent: '宁海县',
            confidence: 'high',
            evidence: 'title',
          },
    report_year: year,
    year_evidence: year === null ? null : 'title',
    published_date: year === null ? null : `${year + 1}-01-2${seed % 10}`,
    scope: 'unstated',
    scope_evidence: null,
    verdict: 'clean',
    tables: form.tables.map(({ id }) => ({
      table: id,
      form: formId,
      form_evidence: 'labels' as const,
      status: 'present' as const,
    })),
    cells,
    checks: checksFor(form, cells),
    sections: [1, 5, 6].map(number => ({ number, title: '总体情况', text: `第${number}部分，${seed}。` })),
    removed: [],
    leftovers: [],
    extensions: [],
    grids: [],
    inferences: [],
    text_facts: [],
    flags: [],
    issues: [],
  };
}

/** The same document without any table. */
export function withoutTables(extraction: Extraction): Extraction {
  return {
    ...extraction,
    tables: extraction.tables.map(table => ({ ...table, form_evidence: 'report_year', status: 'absent' })),
    cells: extraction.cells.map(({ table, row, column }) => ({
      table,
      row,
      column,
      value: null,
      status: 'table_absent',
      raw: null,
      unit: null,
      value_yuan: null,
      at: null,
    })),
    checks: extraction.checks.map(check => ({
      ...check,
      outcome: 'not-assessable',
      left: null,
      right: null,
    })),
  };
}

export interface ArchivedDocument {
  readonly capture: Capture;
  readonly extraction: Extraction;
}

/** @param day day of March 2026 on which it was captured */
export function archived(
  url: string,
  extraction: Extraction,
  {
    day = 1,
    payload = JSON.stringify(extraction),
  }: { readonly day?: number; readonly payload?: string } = {},
): ArchivedDocument {
  const digest = createHash('sha256').update(payload).digest('hex');
  const captured_at = `2026-03-${String(day).padStart(2, '0')}T18:00:00Z`;
  const id = createHash('sha256').update(`${url} ${captured_at}`).digest('hex');
  return {
    capture: {
      id: `${id.slice(0, 8)}-${id.slice(8, 12)}-4${id.slice(13, 16)}-8${id.slice(17, 20)}-${id.slice(20, 32)}`,
      url,
      captured_at,
      status: 200,
      content_type: 'text/html; charset=utf-8',
      payload_digest: `sha256:${digest}`,
      payload_length: payload.length,
      record_type: 'response',
      portal: portal.id,
      role: 'document',
      referrer: null,
      link_text: null,
      warc_file: 'nianbao-20260301-00001.warc.gz',
      warc_offset: Number.parseInt(id.slice(0, 7), 16),
      warc_length: 12_345,
    },
    extraction,
  };
}

/** What `load` is given for these documents. */
export function inputOf(documents: readonly ArchivedDocument[], out: string): LoadInput {
  return {
    extractions: documents.map(
      ({ capture, extraction }): ReadDocument => ({
        url: capture.url,
        payload_digest: capture.payload_digest,
        reading: packReading(extraction),
      }),
    ),
    captures: documents.map(({ capture }) => capture),
    portals: [portal],
    outcomes: [outcome],
    runs: [
      {
        id: 1,
        command: 'nightly',
        code_version: '0.1.0',
        started_at: '2026-03-01T18:00:00Z',
        finished_at: null,
        exit_code: null,
      },
    ],
    divisions,
    divisionHistory: [],
    decisions: [],
    issues: [],
    out,
    codeVersion: '0.1.0',
    builtAt: '2026-03-02T04:00:00Z',
  };
}

/** So many reports of departments over the years since 2019, a few to a unit. */
export function* syntheticDocuments(reports: number): Generator<ArchivedDocument> {
  for (let index = 0; index < reports; index += 1) {
    const year = 2019 + (index % 6);
    const unit = `宁海县第${Math.floor(index / 6) + 1}局`;
    const form = year < 2021 ? '2019' : '2021';
    const url = `https://www.ninghai.gov.cn/art/${year}/1/20/art_1229${index}_5890${index}.html`;
    yield archived(url, extractionFor({ unit, year, form, seed: index + 1 }), {
      day: 1 + (index % 28),
      payload: String(index),
    });
  }
}
