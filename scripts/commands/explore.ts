/** `explore`: the published database in a browser. */

import { once } from 'node:events';
import { Option } from 'commander';
import { storePaths } from '../../data/store.ts';
import { exitCodes } from '../../schema/exit-codes.ts';
import { type CommandDefinition, wholeNumber } from '../command.ts';
import { startExplorer } from '../explorer/server.ts';

interface ExploreOptions {
  readonly port: number;
}

const defaultPort = 8321;

export const explore: CommandDefinition<ExploreOptions> = {
  needsStore: true,
  options: [
    new Option('--port <N>', `port of 127.0.0.1, 0 for any free one (default: ${defaultPort})`).argParser(
      wholeNumber(0, 65_535),
    ),
  ],
  examples: [
    ['explore', 'then open the address that it prints'],
    ['explore --port 0 --json', 'any free port; the address as JSON'],
  ],
  async run(session, _given, { port = defaultPort }) {
    const { database: databaseFile } = storePaths(session.store);
    const explorer = await startExplorer({ databaseFile, port });
    session.emit({ origin: explorer.origin, database: databaseFile });
    session.print([`${explorer.origin}/ shows ${databaseFile}. Ctrl+C ends it.`]);
    if (!session.signal.aborted) await once(session.signal, 'abort');
    await explorer.close();
    return exitCodes.done;
  },
};
