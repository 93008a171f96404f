/** The changes between two databases on the terminal, or as JSON lines. */

import type { CodebookBlock } from '../../load/codebook/blocks.ts';
import type { CellChange, CellSide, Comparison } from '../../load/release/compare.ts';
import { releaseNotes } from '../../load/release/notes.ts';
import { summarise } from '../../load/release/summary.ts';
import type { Session } from '../session.ts';
import type { Paint } from './paint.ts';
import { tableLines } from './table.ts';

/** So many changed numbers are shown one by one. */
const shown = 20;

/** Prints the changes and closes both databases. */
export function changeReport(session: Session, { before, after, changes, close }: Comparison): void {
  try {
    const altered: CellChange[] = [];
    const summary = summarise(changes, change => {
      session.emit(change);
      if (change.kind === 'changed' && altered.length < shown && isNumberChange(change)) altered.push(change);
    });
    session.emit({ before: before.id, after: after.id, summary });
    session.print([
      ...releaseNotes(after, null, { release: before, summary }).flatMap(block =>
        blockLines(block, session.paint),
      ),
      ...(altered.length === 0 ? [] : ['', `Numbers gained, lost or altered, the first ${altered.length}:`]),
      ...altered.map(line),
    ]);
  } finally {
    close();
  }
}

const isNumberChange = ({ before, after }: CellChange): boolean =>
  (before?.value ?? null) !== (after?.value ?? null);

const sideText = (side: CellSide | null): string =>
  side === null ? 'no such cell' : side.value === null ? side.status : String(side.value);

const line = ({ unit, report_year, table, row, column, before, after, reason }: CellChange): string =>
  `  ${unit ?? 'unknown unit'} ${report_year ?? ''} ${table}.${row}.${column}: ${sideText(before)} → ${sideText(after)} (${reason})`;

function blockLines(block: CodebookBlock, paint: Paint): string[] {
  switch (block.kind) {
    case 'heading':
      return [...(block.level === 1 ? [] : ['']), paint('bold', block.text)];
    case 'list':
      return [...block.items];
    case 'table': {
      const columns = block.head.map((heading, index) => {
        const isNumber = block.rows.every(row => typeof row[index] === 'number');
        return isNumber ? ({ heading, align: 'right' } as const) : { heading };
      });
      const rows = block.rows.map(row => row.map(value => value ?? ''));
      return tableLines(columns, rows, { indent: 2, heading: text => paint('dim', text) });
    }
    default:
      return [block.text];
  }
}
