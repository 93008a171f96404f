/** `extract`: reads what is new in the archive. No network. */

import { Option } from 'commander';
import { exitCodes } from '../../schema/exit-codes.ts';
import { type CommandDefinition, wholeNumber } from '../command.ts';
import { readArchive } from '../stages.ts';
import { inStore } from '../store-run.ts';
import { counted } from '../terminal/table.ts';

export interface ExtractOptions {
  readonly all?: boolean;
  readonly workers?: number;
}

export const workersOption = (): Option =>
  new Option('--workers <N>', 'threads that read documents (default: one per core)').argParser(
    wholeNumber(1, 64),
  );

export const extract: CommandDefinition<ExtractOptions> = {
  needsStore: true,
  options: [new Option('--all', 'read every document again'), workersOption()],
  examples: [
    ['extract', 'after a crawl or an import, or with a newer Nianbao'],
    ['extract --all --workers 4', 'all history again, on four threads'],
  ],
  run: (session, _given, options) =>
    inStore(session, 'extract', async run => {
      const { read, kept, issues } = await readArchive(session, run, options);
      session.emit({ read, kept, issues });
      const before = kept === 0 ? '' : `; ${counted(kept, 'document was', 'documents were')} read before`;
      session.summarise([`${counted(read, 'document')} read${before}.`]);
      return exitCodes.done;
    }),
};
