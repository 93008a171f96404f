/** `diff`: what changed between two databases, and why. */

import { compareDatabases } from '../../load/release/compare.ts';
import { exitCodes } from '../../schema/exit-codes.ts';
import { NianbaoError } from '../../schema/issues.ts';
import type { CommandDefinition } from '../command.ts';
import { changeReport } from '../terminal/change-report.ts';

export const diff: CommandDefinition<object> = {
  examples: [
    ['diff 2026-12/nianbao.db data/store/nianbao.db', 'by year, reason and variable'],
    ['diff old.db new.db --json > changes.jsonl', 'every change, one a line, the summary last'],
  ],
  async run(session, given) {
    const [oldFile, newFile] = given;
    if (oldFile === undefined || newFile === undefined || given.length > 2)
      throw new NianbaoError(
        'config.option.invalid',
        'two databases are expected, the old one and the new one',
      );
    changeReport(session, compareDatabases(oldFile, newFile));
    return exitCodes.done;
  },
};
