import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paintFor } from './paint.ts';
import { byteSize, counted, duration, tableLines } from './table.ts';
import { displayWidth, fitted, padded } from './width.ts';

describe('width on a terminal', () => {
  it('counts two columns for Chinese characters and full-width marks, none for colours', () => {
    expect(displayWidth('政府abc')).toBe(7);
    expect(displayWidth('（一）')).toBe(6);
    expect(displayWidth('\u001b[31m红\u001b[39m')).toBe(2);
    expect(displayWidth('e\u0301')).toBe(1);
    expect(displayWidth('“…”·—')).toBe(5);
  });

  it('cuts to no more than the width, and only what does not fit', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('政', 'a', '，', '1', ' ') }),
        fc.integer({ min: 2, max: 30 }),
        (text, width) => {
          const cut = fitted(text, width);
          expect(displayWidth(cut)).toBeLessThanOrEqual(width);
          expect(cut === text).toBe(displayWidth(text) <= width);
        },
      ),
    );
  });

  it('pads to the width on either side', () => {
    expect(padded('总计', 6, 'right')).toBe('总计  ');
    expect(padded('12', 4, 'left')).toBe('  12');
  });
});

describe('tables', () => {
  it('aligns columns whatever the script, numbers right', () => {
    const lines = tableLines(
      [{ heading: '单位' }, { heading: 'n', align: 'right' }],
      [
        ['强蛟镇', 1234],
        ['a', 5],
      ],
    );
    expect(lines).toEqual(['单位        n', '强蛟镇  1,234', 'a           5']);
  });

  it('leaves out an empty line of headings', () => {
    expect(tableLines([{ heading: '' }, { heading: '' }], [['a', 'b']], { indent: 2 })).toEqual(['  a  b']);
  });
});

describe('figures in words', () => {
  it('names sizes, times and counts', () => {
    expect([0, 999, 1536, 1_048_576, 250 * 1024].map(byteSize)).toEqual([
      '0 B',
      '999 B',
      '1.5 KB',
      '1.0 MB',
      '250 KB',
    ]);
    expect([900, 9_960, 83_000, 3_700_000].map(duration)).toEqual([
      '0.9 s',
      '10 s',
      '1 min 23 s',
      '1 h 1 min',
    ]);
    expect([
      counted(1, 'report'),
      counted(1200, 'report'),
      counted(2, 'day of rest', 'days of rest'),
    ]).toEqual(['1 report', '1,200 reports', '2 days of rest']);
  });
});

describe('colours', () => {
  it('are used on a terminal only, and never with NO_COLOR', () => {
    expect(paintFor({ isTTY: true }, {})('red', 'x')).toBe('\u001b[31mx\u001b[39m');
    expect(paintFor({ isTTY: false }, {})('red', 'x')).toBe('x');
    expect(paintFor({ isTTY: true }, { NO_COLOR: '1' })('red', 'x')).toBe('x');
    expect(paintFor({ isTTY: true }, { TERM: 'dumb' })('red', 'x')).toBe('x');
  });
});
