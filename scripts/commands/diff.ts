/** `diff`: what changed between two databases, and why. */

import { codebookMarkdown } from '../../load/codebook/markdown.ts';
import { compareDatabases } from '../../load/release/compare.ts';
import { releaseNotes } from '../../load/release/notes.ts';
import { summarise } from '../../load/release/summary.ts';
import { exitCodes } from '../../schema/exit-codes.ts';
import { NianbaoError } from '../../schema/issues.ts';
import type { CommandDefinition } from '../command.ts';

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
    const { before, after, changes, close } = compareDatabases(oldFile, newFile);
    try {
      if (session.json) {
        const summary = summarise(changes, change => session.emit(change));
        session.emit({ before: before.id, after: after.id, summary });
      } else
        session.print([
          codebookMarkdown(
            releaseNotes(after, null, { release: before, summary: summarise(changes) }),
          ).trimEnd(),
        ]);
      return exitCodes.done;
    } finally {
      close();
    }
  },
};
