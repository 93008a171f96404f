/** `check`: what this version of Nianbao would change in the published database, before it is published. */

import { existsSync, rmSync } from 'node:fs';
import { compareDatabases } from '../../load/release/compare.ts';
import { exitCodes } from '../../schema/exit-codes.ts';
import { NianbaoError } from '../../schema/issues.ts';
import type { CommandDefinition } from '../command.ts';
import { publishDatabase, readArchive } from '../stages.ts';
import { inStore } from '../store-run.ts';
import { changeReport } from '../terminal/change-report.ts';
import { type ExtractOptions, workersOption } from './extract.ts';

export const check: CommandDefinition<Pick<ExtractOptions, 'workers'>> = {
  needsStore: true,
  options: [workersOption()],
  examples: [
    ['check', 'after a change of the code and before load'],
    ['check --json > changes.jsonl', 'every change, one a line, the summary last'],
  ],
  run: (session, _given, options) =>
    inStore(session, 'check', async run => {
      const published = run.paths.database;
      if (!existsSync(published))
        throw new NianbaoError('load.database.missing', `there is no ${published} to compare with`);
      const rehearsal = `${published}.check`;
      const leave = (): void => {
        for (const suffix of ['', '.lock']) rmSync(`${rehearsal}${suffix}`, { force: true });
      };
      try {
        const { read, issues } = await readArchive(session, run, options);
        session.logIssues(issues);
        if (session.signal.aborted) return exitCodes.interrupted;
        session.log(`${read} documents read anew`);
        await publishDatabase(session, run, rehearsal);
        changeReport(session, compareDatabases(published, rehearsal));
        return exitCodes.done;
      } finally {
        leave();
      }
    }),
};
