/** `reports`: every current report of the database, for programs that do not read SQLite. */

import { once } from 'node:events';
import { Option } from 'commander';
import { storePaths } from '../../data/store.ts';
import { reportLines } from '../../load/reports.ts';
import { exitCodes } from '../../schema/exit-codes.ts';
import type { CommandDefinition } from '../command.ts';
import { tableLines } from '../terminal/table.ts';

export const reports: CommandDefinition<{ readonly jsonl?: boolean }> = {
  needsStore: true,
  options: [new Option('--jsonl', 'every cell too, one JSON object per report; the same as --json')],
  examples: [
    ['reports', 'a list to read'],
    ['reports --jsonl > reports.jsonl', 'every report with all its cells'],
  ],
  async run(session, _given, { jsonl = false }) {
    const lines = reportLines(storePaths(session.store).database);
    if (jsonl || session.json) {
      for (const line of lines) {
        if (session.signal.aborted) break;
        // A reader that is slower than the database must not fill the memory.
        if (!process.stdout.write(`${JSON.stringify(line)}\n`)) await once(process.stdout, 'drain');
      }
      return exitCodes.done;
    }
    const rows = [...lines].map(({ unit, division_code, report_year, form, cells, failures, url }) => [
      String(report_year ?? 'unknown'),
      unit ?? 'unknown',
      division_code ?? '',
      [...new Set(Object.values(form).filter(id => id !== null))].join(', '),
      cells.filter(({ status }) => status === 'reported').length,
      failures.length,
      url,
    ]);
    session.print(
      tableLines(
        [
          { heading: 'year' },
          { heading: 'unit' },
          { heading: 'division' },
          { heading: 'form' },
          { heading: 'numbers', align: 'right' },
          { heading: 'failed checks', align: 'right' },
          { heading: 'address' },
        ],
        rows,
        { heading: text => session.paint('dim', text) },
      ),
    );
    return exitCodes.done;
  },
};
