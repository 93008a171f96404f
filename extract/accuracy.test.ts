import { describe, expect, test } from 'vitest';
import type { Cell, Extraction } from '../schema/extraction.ts';
import { parseTruth, scoreDocument, type Truth } from './accuracy.ts';

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
  }) as unknown as Extraction;
const truth = (cells: Truth['cells'], partial = false): Truth => ({
  slug: 'x',
  form: '2019',
  partial,
  cells,
  unit: '强蛟镇人民政府',
  report_year: 2019,
  published_date: null,
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
      'proactive.normdocs.published_new': 'ambiguous',
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
    expect(scoreDocument(truth({}), extraction([])).identity).toMatchObject({ right: 3, wrong: 0 });
    expect(scoreDocument(truth({}), extraction([], '宁海县')).identity).toMatchObject({ right: 2, wrong: 1 });
  });
});

test('parseTruth refuses what is no truth file', () => {
  expect(parseTruth({ slug: 'a', cells: {} })).not.toBeNull();
  for (const json of [null, [], {}, { slug: 'a' }, { cells: {} }, 'x']) expect(parseTruth(json)).toBeNull();
});
