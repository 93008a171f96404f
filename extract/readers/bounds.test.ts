import { expect, test } from 'vitest';
import type { Document } from '../document.ts';
import { bounded, documentLimits } from './bounds.ts';

const documentOf = (...blocks: Document['blocks']): Document => ({
  title: null,
  metas: [],
  blocks,
  hidden: [],
  links: [],
});
const line = (text: string) => ({ kind: 'text' as const, text, level: null });
const table = (text: string) => ({
  kind: 'table' as const,
  geometry: 'compact' as const,
  rows: [{ cells: [{ text, gridColumn: 0, colSpan: 1, rowSpan: 1 }] }],
  width: 1,
});

test('a document within the limits is as it was', () => {
  const whole = documentOf(line('一、总体情况\n无'), table('12'), line('字'.repeat(30_000)));
  expect(bounded(whole)).toEqual({ document: whole, isCut: false });
});

test('long cells, long lines and many lines are cut, and that is said', () => {
  for (const long of [
    line('字'.repeat(documentLimits.lineLength + 1)),
    table('0'.repeat(documentLimits.cellLength + 1)),
    line('字\n'.repeat(documentLimits.lines + 1)),
  ]) {
    const { document, isCut } = bounded(documentOf(long));
    expect(isCut).toBe(true);
    expect(JSON.stringify(document).length).toBeLessThan(JSON.stringify(long).length + 80);
  }
  expect(
    bounded(documentOf(...Array.from({ length: documentLimits.lines + 5 }, () => line('字')))).document
      .blocks,
  ).toHaveLength(documentLimits.lines);
});

test('blanks without end say nothing, and nothing is said of them', () => {
  const { document, isCut } = bounded(documentOf(line(`规章${' '.repeat(5000)}1`)));
  expect(isCut).toBe(false);
  expect(document.blocks).toEqual([line(`规章${' '.repeat(documentLimits.blanks)}1`)]);
});
