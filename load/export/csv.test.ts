import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { temporaryDirectory } from '../../data/temporary-directory.ts';
import { defused, writeCsv } from './csv.ts';
import { parseCsv } from './parse-csv.ts';

const value = fc.oneof(
  fc.constant(null),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.string({
    unit: fc.constantFrom('=', '+', '-', '@', ',', '"', '\n', '\r', ' ', '　', '1', '.', '８', 'a', '（'),
  }),
);

describe('CSV', () => {
  test('gives back every row as it was, NULL and empty text told apart', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value, value), { maxLength: 8 }), rows => {
        const file = join(temporaryDirectory(), 'rows.csv');
        expect(writeCsv(file, ['a', 'b', 'c'], rows)).toBe(rows.length);
        const expected = rows.map(row =>
          row.map(each => (each === null ? null : typeof each === 'string' ? defused(each) : String(each))),
        );
        expect(parseCsv(readFileSync(file, 'utf8'))).toEqual([['a', 'b', 'c'], ...expected]);
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    '=1+2',
    '=HYPERLINK("http://evil.example","x")',
    '+cmd|calc',
    '-2+3',
    '@SUM(1)',
    '\t=1',
    '\r=1',
    '＝1+2',
    '－1+cmd',
  ])('%j does not run in a spreadsheet', text => {
    expect(defused(text)).toBe(`'${text}`);
  });

  test.each(['-8', '+21', '-', '—', '+1036', '-0.5', '', 'a=1', '12', '－', '减3'])(
    '%j stays as printed',
    text => {
      expect(defused(text)).toBe(text);
    },
  );

  test('never writes over a file that is there', () => {
    const file = join(temporaryDirectory(), 'rows.csv');
    writeCsv(file, ['a'], [[1]]);
    expect(() => writeCsv(file, ['a'], [[2]])).toThrow(/EEXIST/);
    expect(readFileSync(file, 'utf8')).toBe('a\n1\n');
  });
});
