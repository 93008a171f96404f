import { describe, expect, test } from 'vitest';
import type { Cell, Extraction } from '../schema/extraction.ts';
import { scoreDocument } from './accuracy.ts';
import type { Document } from './document.ts';
import { parseOpening, parseTruth, type Truth } from './truth.ts';

const cell = (key: string, value: number | null, extra: Partial<Cell> = {}): Cell => {
  const [row = '', column = ''] = key.split('.');
  const status = value === null ? 'blank' : 'reported';
  return {
    table: 'proactive',
    row,
    column,
    value,
    status,
    raw: null,
    unit: null,
    value_yuan: null,
    at: null,
    ...extra,
  };
};
const extraction = (cells: readonly Cell[], unit = '强蛟镇'): Extraction =>
  ({
    cells,
    unit: { name: unit },
    report_year: 2019,
    published_date: null,
    document_type: 'annual_report',
    media_type: 'text/html',
    leftovers: [],
  }) as unknown as Extraction;
const truth = (cells: Truth['cells']): Truth => ({
  slug: 'x',
  form: '2019',
  cells,
  unit: '强蛟镇人民政府',
  report_year: 2019,
  published_date: null,
  document_type: undefined,
});
const tally = (expected: Truth['cells'], cells: readonly Cell[]) =>
  scoreDocument(truth(expected), extraction(cells)).cells;

describe('scoreDocument', () => {
  test('right, wrong, invented, missing', () => {
    const expected = {
      'proactive.rules.created': 1,
      'proactive.rules.published_new': 2,
      'proactive.rules.published_stock': null,
      'proactive.normdocs.created': 4,
      'proactive.normdocs.published_new': 'ambiguous' as const,
    };
    const read = [
      cell('rules.created', 1),
      cell('rules.published_new', 3),
      cell('rules.published_stock', 0),
      cell('normdocs.created', null),
      cell('normdocs.published_new', 0),
    ];
    expect(tally(expected, read)).toEqual({ right: 1, wrong: 1, invented: 2, missing: 1 });
  });

  test('money is right in yuan, and without a unit only as printed', () => {
    const priced = { 'proactive.procure.amount': { raw: '103.7万元', value_yuan: 1_037_000 } };
    expect(tally(priced, [cell('procure.amount', 103.7, { value_yuan: 1_037_000 })])).toMatchObject({
      right: 1,
    });
    expect(tally(priced, [cell('procure.amount', 103.7)])).toMatchObject({ missing: 1 });
    const bare = { 'proactive.procure.amount': { raw: '8.0679', value_yuan: null } };
    expect(tally(bare, [cell('procure.amount', 8.0679)])).toMatchObject({ right: 1 });
    expect(tally(bare, [cell('procure.amount', 8.0679, { value_yuan: 80_679 })])).toMatchObject({
      invented: 1,
    });
    expect(tally(bare, [cell('procure.amount', 8)])).toMatchObject({ wrong: 1 });
  });

  test('a number in a cell that nobody can see is invented', () => {
    expect(tally({}, [cell('rules.created', 0)])).toMatchObject({ invented: 1 });
    expect(tally({}, [cell('rules.created', null)])).toMatchObject({ invented: 0 });
  });

  test('a government and its place are one body; another place is wrong', () => {
    expect(scoreDocument(truth({}), extraction([])).identity).toMatchObject({ unit: { right: 1, wrong: 0 } });
    expect(scoreDocument(truth({}), extraction([], '宁海县')).identity).toMatchObject({
      unit: { right: 0, wrong: 1 },
      report_year: { right: 1 },
    });
    const printed = { ...truth({}), unit: '龍崗區(qū)' };
    expect(scoreDocument(printed, extraction([], '龙岗区')).identity['unit']?.right).toBe(1);
  });
});

describe('where a difference is', () => {
  const page: Document = {
    title: null,
    metas: [],
    hidden: [],
    links: [],
    blocks: [
      { kind: 'text', text: '二、主动公开政府信息情况', level: null },
      {
        kind: 'table',
        geometry: 'spans',
        width: 2,
        rows: [
          {
            cells: ['规章', '4'].map((text, gridColumn) => ({ text, gridColumn, colSpan: 1, rowSpan: 1 })),
          },
        ],
      },
    ],
  };
  const place = { block: 1, row: 0, column: 1 };

  test('the row that the number stands in, with its cell marked', () => {
    const score = scoreDocument(
      truth({ 'proactive.rules.created': 5 }),
      extraction([cell('rules.created', 4, { raw: '4', at: place })]),
      page,
    );
    expect(score.differences).toEqual([
      expect.objectContaining({
        verdict: 'wrong',
        expected: 5,
        got: 4,
        raw: '4',
        at: place,
        excerpt: '规章 | [4]',
      }),
    ]);
  });

  test('a missing number is shown where it stands without a cell, if it stands in one place only', () => {
    const unaligned = cell('rules.created', null, { status: 'unaligned' });
    const loose = { table: 'proactive' as const, text: '4', at: place };
    const differences = (count: number) =>
      scoreDocument(
        truth({ 'proactive.rules.created': 4 }),
        { ...extraction([unaligned]), leftovers: Array.from({ length: count }, () => loose) },
        page,
      ).differences;
    expect(differences(1)[0]).toMatchObject({ verdict: 'missing', at: place, excerpt: '规章 | [4]' });
    expect(differences(2)[0]).toMatchObject({ verdict: 'missing', at: null, excerpt: null });
  });
});

test('cells are counted by table, kind of column and status', () => {
  const score = scoreDocument(
    truth({
      'proactive.rules.created': 1,
      'proactive.license.items_delta': -1,
      'proactive.procure.amount': null,
    }),
    extraction([
      cell('rules.created', 1),
      cell('license.items_delta', null, { status: 'unaligned' }),
      cell('procure.amount', null),
    ]),
  );
  const [right, missing] = [
    { right: 1, wrong: 0, invented: 0, missing: 0 },
    { right: 0, wrong: 0, invented: 0, missing: 1 },
  ];
  expect(score.by_column_kind).toEqual({ amount: right, count: right, signed_count: missing });
  expect(score.by_status).toEqual({ blank: right, reported: right, unaligned: missing });
  expect(score.by_table).toEqual({ proactive: { right: 2, wrong: 0, invented: 0, missing: 1 } });
});

describe('labels', () => {
  test('a truth file in another layout is refused with the reason', () => {
    expect(
      parseTruth({ slug: 'a', cells: { 'proactive.rules.created': { raw: '/', value: null } } }),
    ).toMatchObject({
      slug: 'a',
    });
    expect(parseTruth([])).toBe('it is no JSON object');
    expect(parseTruth({ cells: {} })).toBe('it has no “slug”');
    expect(parseTruth({ slug: 'a' })).toBe('it has no “cells”');
    expect(parseTruth({ slug: 'a', cells: { 'proactive.rules.x': 1 } })).toContain('“proactive.rules.x”');
    expect(parseTruth({ slug: 'a', cells: { 'proactive.rules.created': '1' } })).toContain(
      'expected a number',
    );
  });

  test('an opening is scored for what can be read from it', () => {
    const opening = parseOpening(
      {
        text: '现将我局2014年报告公布。',
        truth: { is_annual_report: true, report_year: 2014, issuing_unit: '某局', publish_date: null },
        evidence: { unit_verbatim_in_text: false, year_in_text: true },
      },
      'openings.jsonl:1',
    );
    expect.assert(typeof opening !== 'string');
    expect(opening.truth).toMatchObject({ cells: null, unit: undefined, report_year: 2014 });
    const { identity, cells_labelled } = scoreDocument(opening.truth, {
      ...extraction([]),
      report_year: 2014,
    });
    expect(cells_labelled).toBe(false);
    expect(Object.keys(identity)).toEqual(['document_type', 'report_year']);
    expect(parseOpening({ text: 'x' }, 'y')).toContain('is_annual_report');
  });

  test('what is no report may be read as any other kind', () => {
    const other = { ...truth({}), document_type: 'not annual_report', unit: undefined };
    const kind = (document_type: Extraction['document_type']) =>
      scoreDocument(other, { ...extraction([]), document_type }).identity['document_type'];
    expect(kind('notice')).toMatchObject({ right: 1 });
    expect(kind('annual_report')).toMatchObject({ wrong: 1 });
  });
});
