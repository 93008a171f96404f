import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Cell, type CellStatus, cellStatuses, type Extraction } from '../../schema/extraction.ts';
import { cellsOf, formIds } from '../../schema/forms/form.ts';
import { formById } from '../../schema/forms/index.ts';
import { variableId } from '../../schema/variables.ts';
import { unpackStrips } from './content.ts';
import { packReading, type ReadingHead, unpackLayouts, unpackTables, unpackWords } from './pack.ts';

const statuses = cellStatuses.filter(status => status !== 'not_in_form');

/** A cell of any status, with the text and the place that such a cell has. */
const filled = fc.record({
  status: fc.constantFrom<CellStatus>(...statuses),
  value: fc.oneof(fc.integer({ min: -5, max: 90_000 }), fc.constantFrom(0, 0.5, 12.34)),
  raw: fc.constantFrom('12', '　', '/', ' 7 ', '约三件'),
});

const reading = fc
  .record({
    form: fc.constantFrom(...formIds),
    cells: fc.array(filled, { minLength: 20, maxLength: 20 }),
    text: fc.string({ unit: 'grapheme', maxLength: 20 }),
    repeats: fc.constantFrom(1, 800),
  })
  .map(({ form: id, cells: given, text, repeats }): Extraction => {
    const form = formById(id);
    const cells = [...cellsOf(form)].map(({ table, row, column }, index): Cell => {
      const { status, value, raw } = given[index % given.length] ?? { status: 'blank', value: 0, raw: '' };
      const isThere = status !== 'row_absent' && status !== 'table_absent';
      return {
        table: table.id,
        row: row.key,
        column: column.key,
        value: status === 'reported' ? value : null,
        status,
        raw: isThere ? raw : null,
        unit: null,
        value_yuan: null,
        at: isThere ? { block: 2, row: index, column: 1 } : null,
      };
    });
    return {
      media_type: 'text/html',
      charset: 'utf-8',
      document_type: 'annual_report',
      title: text,
      unit: null,
      report_year: null,
      year_evidence: null,
      published_date: null,
      scope: 'unstated',
      scope_evidence: null,
      verdict: 'clean',
      tables: form.tables.map(table => ({
        table: table.id,
        form: id,
        form_evidence: 'labels',
        status: 'present',
      })),
      cells,
      checks: [],
      sections: [{ number: 1, title: '总体情况', text: text.repeat(repeats) }],
      removed: [],
      leftovers: [],
      extensions: [],
      grids: [],
      inferences: [],
      text_facts: [],
      flags: [],
      issues: [],
    };
  });

describe('a packed reading', () => {
  test('gives back every cell with status, value, text and place, and the sections', () => {
    fc.assert(
      fc.property(reading, extraction => {
        const { head, content, layouts } = packReading(extraction);
        expect((JSON.parse(head) as ReadingHead).facts.title).toBe(extraction.title);
        expect.assert(content !== null && layouts !== null);
        const unpacked = { ...unpackTables(content), sections: unpackWords(content) };
        expect(unpacked.sections).toEqual(extraction.sections);
        const cells = new Map([...unpackStrips(unpacked.strips)].map(cell => [cell.variable, cell]));
        const places = new Map(
          unpackLayouts(layouts).flatMap(layout =>
            layout.places.map(([variable, ...place]) => [variable, place] as const),
          ),
        );
        expect(cells.size).toBe(extraction.cells.length);
        for (const { table, row, column, status, value, raw, at } of extraction.cells) {
          const id = variableId(table, row, column) ?? 0;
          const cell = cells.get(id);
          const plain = status === 'blank' ? '' : status === 'reported' ? String(value) : null;
          expect(cellStatuses[cell?.status ?? -1]).toBe(status);
          expect(cell?.value).toBe(value);
          expect(cell?.raw ?? (raw === null ? null : plain)).toBe(raw);
          expect(places.get(id)).toEqual(at === null ? undefined : [0, at.row, at.column]);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('of what cannot be a report says why, and has no content', () => {
    const [extraction] = fc.sample(reading, { numRuns: 1, seed: 1 });
    expect.assert(extraction);
    const packed = packReading({ ...extraction, cells: extraction.cells.slice(1) });
    expect(packed.content).toBeNull();
    expect((JSON.parse(packed.head) as ReadingHead).problem).toBe('1 cells of the form are not given.');
    const notice = packReading({ ...extraction, document_type: 'notice' });
    expect(notice.content).toBeNull();
    expect((JSON.parse(notice.head) as ReadingHead).problem).toBeNull();
  });
});
