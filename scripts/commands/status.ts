/** `status`: what the store holds and how the last runs ended. */

import { existsSync } from 'node:fs';
import { Journal, type JournalRun } from '../../data/journal.ts';
import { storePaths } from '../../data/store.ts';
import { type CoverageLine, readStatus } from '../../load/status.ts';
import { exitCodeMeanings, exitCodes } from '../../schema/exit-codes.ts';
import type { CommandDefinition } from '../command.ts';
import type { Paint } from '../terminal/paint.ts';
import { statusPage } from '../terminal/status-page.ts';
import { counted, tableLines } from '../terminal/table.ts';

export const status: CommandDefinition<object> = {
  needsStore: true,
  examples: [
    ['status', 'a page to read'],
    ['status --json', 'the same as one object'],
  ],
  async run(session) {
    const paths = storePaths(session.store);
    const database = existsSync(paths.database) ? readStatus(paths.database) : null;
    const runs = lastRuns(paths.journal);
    session.emit({ database: paths.database, runs, ...(database ?? { release: null }) });
    if (database === null) session.print([`Nothing is published yet: there is no ${paths.database}.`]);
    else {
      const { release, coverage } = database;
      session.print([
        `${paths.database}`,
        `  release ${release.id}, built ${release.built_at} by ${release.code_version}: ${counted(release.reports, 'report')} of ${counted(release.units, 'unit')}, ${counted(release.documents, 'document')} read`,
        ...statusPage(database, session.paint),
        ...coverageLines(coverage, session.paint),
      ]);
    }
    session.print(runLines(runs, session.paint));
    return exitCodes.done;
  },
};

function lastRuns(file: string): JournalRun[] {
  if (!existsSync(file)) return [];
  const journal = Journal.open(file, { readonly: true });
  try {
    return journal.runs().slice(-5);
  } finally {
    journal.close();
  }
}

function coverageLines(coverage: readonly CoverageLine[], paint: Paint): string[] {
  if (coverage.length === 0) return [];
  const right = { align: 'right' } as const;
  const good = new Set(['complete', 'unchanged', 'too_many']);
  const troubled = coverage.filter(({ state }) => !good.has(state));
  const listed = coverage.length <= 20 ? coverage : troubled.slice(0, 20);
  const rows = listed.map(({ portal, name, state, found, expected_min, expected_max, reports }) => [
    portal,
    name,
    good.has(state) ? state : paint('red', state),
    expected_min === null ? String(found) : `${found} of ${expected_min}–${expected_max}`,
    reports,
  ]);
  return [
    '',
    paint('bold', `Portals: ${coverage.length}, ${troubled.length} in trouble`),
    ...tableLines(
      [
        { heading: 'portal' },
        { heading: 'name' },
        { heading: 'state' },
        { heading: 'found', ...right },
        { heading: 'reports', ...right },
      ],
      rows,
      { indent: 2, heading: text => paint('dim', text) },
    ),
  ];
}

function runLines(runs: readonly JournalRun[], paint: Paint): string[] {
  if (runs.length === 0) return [];
  return [
    '',
    paint('bold', 'Last runs'),
    ...tableLines(
      [{ heading: '' }, { heading: '' }, { heading: '' }],
      runs.map(({ started_at, command, exit_code }) => [
        started_at.slice(0, 16).replace('T', ' '),
        command,
        exit_code === null ? 'under way, or killed' : `${exit_code} ${exitCodeMeanings[exit_code] ?? ''}`,
      ]),
      { indent: 2 },
    ),
  ];
}
