/** `load`: builds the database from what was read, and publishes it. */

import type { LoadResult } from '../../load/load.ts';
import { exitCodes } from '../../schema/exit-codes.ts';
import type { CommandDefinition } from '../command.ts';
import { publishDatabase } from '../stages.ts';
import { inStore } from '../store-run.ts';
import { counted, grouped } from '../terminal/table.ts';

export const load: CommandDefinition<object> = {
  needsStore: true,
  examples: [
    ['load', 'publishes data/store/nianbao.db'],
    ['load --store /srv/nianbao', 'another store'],
  ],
  run: session =>
    inStore(session, 'load', async run => {
      const result = await publishDatabase(session, run);
      session.logIssues(result.issues);
      const { outcome, built, release, issues, seconds } = result;
      session.emit({ outcome, built, release, issues, seconds });
      session.summarise([loadLine(result), run.paths.database]);
      return exitCodes.done;
    }),
};

export function loadLine({ outcome, release }: LoadResult): string {
  const holds = `${counted(release.reports, 'report')} of ${counted(release.units, 'unit')}, ${grouped(release.readings)} cells, ${grouped(release.readings_reported)} of them with a number`;
  return outcome === 'unchanged'
    ? `Nothing new was loaded: the database of ${release.built_at} stays (${holds}).`
    : `Published release ${release.id}: ${holds}.`;
}
