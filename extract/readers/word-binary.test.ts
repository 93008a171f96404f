/** Binary Word documents, on one that a word processor made of our own text, and on what can befall it. */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { mediaTypeOf } from '../media.ts';
import { readWordBinary } from './word-binary.ts';
import { tableOfRows } from './word-tables.ts';

const sample = new Uint8Array(readFileSync(new URL('samples/merged-cells.doc', import.meta.url)));

const codeOf = (bytes: Uint8Array): string => {
  try {
    readWordBinary(bytes);
    return 'read';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : `defect: ${error}`;
  }
};

/** The sample with some bytes set; places counted from where a pattern stands. */
function changed(pattern: readonly number[], offset: number, ...values: number[]): Uint8Array {
  const bytes = Buffer.from(sample);
  const at = bytes.indexOf(Buffer.from(pattern));
  expect(at).toBeGreaterThan(0);
  bytes.set(values, at + offset);
  return new Uint8Array(bytes);
}

const wordHeader = [0xec, 0xa5];

test('text, tables with spans, and nothing that was deleted or hidden', () => {
  const { blocks, hidden } = readWordBinary(sample);
  expect(blocks).toEqual([
    { kind: 'text', text: '某镇2023年政府信息公开工作年度报告', level: null },
    { kind: 'text', text: '一、总体情况', level: null },
    { kind: 'text', text: '全年公开信息五十条，见网站。', level: null },
    {
      kind: 'table',
      geometry: 'spans',
      width: 4,
      rows: [
        {
          cells: [
            { text: '信息\n内容', gridColumn: 0, colSpan: 2, rowSpan: 2 },
            { text: '件数', gridColumn: 2, colSpan: 2, rowSpan: 1 },
          ],
        },
        {
          cells: [
            { text: '本年制发件数', gridColumn: 2, colSpan: 1, rowSpan: 1 },
            { text: '现行有效件数', gridColumn: 3, colSpan: 1, rowSpan: 1 },
          ],
        },
        {
          cells: [
            { text: '文件', gridColumn: 0, colSpan: 1, rowSpan: 2 },
            { text: '规章', gridColumn: 1, colSpan: 1, rowSpan: 1 },
            { text: '', gridColumn: 2, colSpan: 1, rowSpan: 1 },
            // 137 before the 3 was deleted with changes tracked.
            { text: '17', gridColumn: 3, colSpan: 1, rowSpan: 1 },
          ],
        },
        {
          cells: [
            { text: '行政规范性文件', gridColumn: 1, colSpan: 1, rowSpan: 1 },
            { text: '2', gridColumn: 2, colSpan: 1, rowSpan: 1 },
            { text: '—', gridColumn: 3, colSpan: 1, rowSpan: 1 },
          ],
        },
      ],
    },
    { kind: 'text', text: '二、“其他”事项：无。', level: null },
  ]);
  expect(hidden).toEqual([{ text: '暗', reason: 'hidden font' }]);
});

describe('rows', () => {
  /** Edges in twentieths of a point, and flags by cell. */
  const definition = (edges: readonly number[], flags: readonly number[]): Buffer => {
    const bytes = Buffer.alloc(1 + 2 * edges.length + 20 * flags.length);
    bytes[0] = edges.length - 1;
    for (const [index, edge] of edges.entries()) bytes.writeInt16LE(edge, 1 + 2 * index);
    for (const [index, flag] of flags.entries()) bytes.writeUInt16LE(flag, 1 + 2 * edges.length + 20 * index);
    return bytes;
  };

  test.each([
    [1, 2],
    [2, 1],
  ])('cells merged by flags %i and %i are one', (first, further) => {
    const table = tableOfRows(
      [
        { cells: ['甲', '', '1'], definition: definition([0, 1000, 2000, 3000], [first, further, 0]) },
        { cells: ['乙', '2', '3'], definition: definition([10, 1005, 2000, 2990], [0, 0, 0]) },
      ],
      [],
    );
    expect(table).toMatchObject({
      geometry: 'spans',
      width: 3,
      rows: [
        {
          cells: [
            { text: '甲', colSpan: 2 },
            { text: '1', gridColumn: 2 },
          ],
        },
        {
          cells: [
            { text: '乙', gridColumn: 0 },
            { text: '2', gridColumn: 1 },
            { text: '3', gridColumn: 2 },
          ],
        },
      ],
    });
  });

  test('text under a merged cell is put aside, not lost', () => {
    const hidden: { text: string; reason: string }[] = [];
    const rows = [
      { cells: ['甲', '1'], definition: definition([0, 1000, 2000], [0x60, 0]) },
      { cells: ['遮', '2'], definition: definition([0, 1000, 2000], [0x20, 0]) },
    ];
    expect(tableOfRows(rows, hidden).rows[0]?.cells[0]).toMatchObject({ text: '甲', rowSpan: 2 });
    expect(hidden).toEqual([{ text: '遮', reason: 'covered by a merged cell' }]);
  });

  test('without edges, or with as many as do not fit, stay in order', () => {
    const rows = [
      { cells: ['甲', '', '1'], definition: null },
      { cells: ['乙', '2'], definition: definition([0, 1000, 2000], []) },
    ];
    expect(tableOfRows(rows, [])).toMatchObject({
      geometry: 'compact',
      width: 3,
      rows: [
        { cells: [{ text: '甲' }, { text: '' }, { text: '1' }] },
        { cells: [{ text: '乙' }, { text: '2' }] },
      ],
    });
  });
});

describe('what cannot be read', () => {
  test('a document with a password', () => {
    expect(codeOf(changed(wordHeader, 0x0b, 0x13))).toBe('input.media.encrypted');
  });

  test('a document of an older Word', () => {
    expect(codeOf(changed(wordHeader, 0, 0xdc))).toBe('input.media.unsupported');
  });

  test('cut off anywhere', () => {
    for (let length = 8; length < sample.length - 512; length += 101)
      expect(codeOf(sample.slice(0, length)), `cut at ${length}`).toMatch(/^input\.media\.|^read$/);
    expect(codeOf(sample.slice(0, 3000))).toBe('input.media.corrupt');
  });

  test('chains of sectors that bite their tail', () => {
    // The table of what follows what begins in the sector that the header names.
    const bytes = Buffer.from(sample);
    const table = 512 * (bytes.readUInt32LE(76) + 1);
    for (let index = 0; index < 128; index++)
      bytes.writeUInt32LE(index === 0 ? 0 : index % 7, table + 4 * index);
    expect(codeOf(new Uint8Array(bytes))).toMatch(/^input\.media\.(corrupt|unsupported)$/);
  });

  test('bytes knocked over', () => {
    for (let seed = 1; seed < 400; seed++) {
      const bytes = sample.slice();
      for (let hit = 0; hit < 8; hit++)
        bytes[(seed * 7919 + hit * 104_729) % bytes.length] = (seed * 31 + hit * 85) & 255;
      expect(codeOf(bytes), `seed ${seed}`).toMatch(/^input\.media\.|^read$/);
    }
  });
});

describe('kinds of OLE files', () => {
  const ole = (name: string): Uint8Array =>
    new Uint8Array(
      Buffer.concat([
        Buffer.from([0xd0, 0xcf, 0x11, 0xe0]),
        Buffer.alloc(600),
        Buffer.from(`${name}\0`, 'utf16le'),
      ]),
    );

  test.each([
    ['WordDocument', 'application/msword'],
    ['Workbook', 'application/vnd.ms-excel'],
    ['Book', 'application/vnd.ms-excel'],
    ['PowerPoint Document', 'application/x-ole-storage'],
  ])('%s', (name, kind) => {
    expect(mediaTypeOf(ole(name))).toBe(kind);
  });

  test('the sample is Word', () => {
    expect(mediaTypeOf(sample)).toBe('application/msword');
  });
});

describe('styles and tables in cells', () => {
  const { blocks, hidden } = readWordBinary(
    new Uint8Array(readFileSync(new URL('samples/hidden-and-nested.doc', import.meta.url))),
  );
  const texts = blocks.map(block =>
    block.kind === 'text' ? block.text : block.rows.map(row => row.cells.map(cell => cell.text)),
  );

  test('text that a style hides, or the style it is based on, is put aside, and what its run shows is not', () => {
    expect(texts.slice(0, 3)).toEqual(['某镇2023年政府信息公开工作年度报告', '公开规章1件。', '显示']);
    expect(hidden).toEqual([{ text: '2隐去的一段77又隐去886', reason: 'hidden font' }]);
  });

  test('a table in a cell is one of its own behind the outer one, whose cells hold nothing of it', () => {
    expect(texts.slice(3)).toEqual([
      [
        ['规章', '5'],
        ['外格\n之后', '3'],
      ],
      [
        ['行政许可', '8'],
        ['行政处罚', '9'],
      ],
      '完',
    ]);
  });
});
