/** The command line: `npx nianbao <command>`. */

import { Command, CommanderError } from 'commander';
import { existingStore } from '../data/store.ts';
import { exitCodes } from '../schema/exit-codes.ts';
import { issueDefinitions, NianbaoError } from '../schema/issues.ts';
import {
  type CommandDefinition,
  type CommandEntry,
  commandFrom,
  listedCommand,
  type Runner,
} from './command.ts';
import { type CommonOptions, Session } from './session.ts';
import { packageVersion } from './versions.ts';

/** Every command in the order of --help; its file is loaded when it is called. */
const commandTable: readonly (CommandEntry & { readonly load: (runner: Runner) => Promise<Command> })[] = [
  {
    name: 'nightly',
    summary: 'crawl, extract, load, and report: what a timer calls every night',
    async load(runner) {
      return commandFrom(this, (await import('./commands/nightly.ts')).nightly, runner);
    },
  },
  {
    name: 'crawl',
    summary: 'fetch new and changed reports into the archive; resumable',
    async load(runner) {
      return commandFrom(this, (await import('./commands/crawl.ts')).crawl, runner);
    },
  },
  {
    name: 'portals',
    summary: 'list the registry of portals, or probe a site for its entry',
    argument: ['<ACTION...>', '`list`, or `probe` and addresses of sites'],
    async load(runner) {
      return commandFrom(this, (await import('./commands/portals.ts')).portals, runner);
    },
  },
  {
    name: 'import',
    summary: 'archive local files, directories of files, or WARC files',
    argument: ['<PATH...>', 'files, directories (with all below them) or WARC files'],
    async load(runner) {
      return commandFrom(this, (await import('./commands/import.ts')).importFiles, runner);
    },
  },
  {
    name: 'extract',
    summary: 'read the documents of the archive that were not read yet; no network',
    async load(runner) {
      return commandFrom(this, (await import('./commands/extract.ts')).extract, runner);
    },
  },
  {
    name: 'load',
    summary: 'build the database beside the old one, check it, and put it in its place',
    async load(runner) {
      return commandFrom(this, (await import('./commands/load.ts')).load, runner);
    },
  },
  {
    name: 'status',
    summary: 'what the database holds, how the portals did, how the last runs ended',
    async load(runner) {
      return commandFrom(this, (await import('./commands/status.ts')).status, runner);
    },
  },
  {
    name: 'reports',
    summary: 'every current report of the database, one line each',
    async load(runner) {
      return commandFrom(this, (await import('./commands/reports.ts')).reports, runner);
    },
  },
  {
    name: 'export',
    summary: 'the database as CSV, Parquet, Stata or a data package, with its codebook',
    async load(runner) {
      return commandFrom(this, (await import('./commands/export.ts')).exportCommand, runner);
    },
  },
  {
    name: 'explore',
    summary: 'the database in a browser, on this machine only; reading, never writing',
    async load(runner) {
      return commandFrom(this, (await import('./commands/explore.ts')).explore, runner);
    },
  },
  {
    name: 'check',
    summary: 'what this version would change in the published database; publishes nothing',
    async load(runner) {
      return commandFrom(this, (await import('./commands/check.ts')).check, runner);
    },
  },
  {
    name: 'diff',
    summary: 'what changed between two databases, cell by cell, and why',
    argument: ['<DATABASE...>', 'the old database and the new one'],
    async load(runner) {
      return commandFrom(this, (await import('./commands/diff.ts')).diff, runner);
    },
  },
  {
    name: 'inspect',
    summary: 'read documents and show all that they say',
    argument: ['<FILE_OR_CAPTURE...>', 'files, - for standard input, or ids of archived captures'],
    async load(runner) {
      return commandFrom(this, (await import('./commands/inspect.ts')).inspect, runner);
    },
  },
  {
    name: 'clean',
    summary: 'take injected text out of documents and tell what was taken',
    argument: ['<FILE...>', 'files, - for standard input, or ids of archived captures'],
    async load(runner) {
      return commandFrom(this, (await import('./commands/clean.ts')).clean, runner);
    },
  },
  {
    name: 'doctor',
    summary: 'is this machine ready, and is the store sound?',
    async load(runner) {
      return commandFrom(this, (await import('./commands/doctor.ts')).doctor, runner);
    },
  },
  {
    name: 'spam',
    summary: 'what was injected into the pages of which host, from the database',
    async load(runner) {
      return commandFrom(this, (await import('./commands/spam.ts')).spam, runner);
    },
  },
  {
    name: 'accuracy',
    summary: 'measure extraction on labelled documents: right, wrong, invented, missing',
    argument: [
      '<DIR>',
      'a directory of folders that hold source.* and truth.json, or with an openings.jsonl',
    ],
    async load(runner) {
      return commandFrom(this, (await import('./commands/accuracy.ts')).accuracy, runner);
    },
  },
];

/** @param called which commands to load; the others are only listed */
async function programWith(runner: Runner, called: (name: string) => boolean): Promise<Command> {
  const program = new Command('nianbao')
    .description('Annual information-disclosure reports of Chinese government bodies, as one database.')
    .version(packageVersion(), '--version', 'print the version')
    .helpCommand(false)
    .showSuggestionAfterError()
    .usage('<command> [options]')
    .configureHelp({
      subcommandTerm: command =>
        [command.name(), ...command.registeredArguments.map(given => given.name())].join(' '),
    })
    .addHelpText('after', '\n`npx nianbao <command> --help` shows the options of a command and examples.');
  for (const entry of commandTable)
    program.addCommand(called(entry.name) ? await entry.load(runner) : listedCommand(entry));
  return program;
}

/** The program with all commands, for tests that compare it with its documentation. */
export const documentedProgram = (): Promise<Command> =>
  programWith(
    async () => {},
    () => true,
  );

/** @returns the exit code; see schema/exit-codes.ts */
export async function main(argv: readonly string[]): Promise<number> {
  let exitCode: number = exitCodes.done;
  const program = await programWith(
    async (definition, given, options) => {
      exitCode = await runWithSignals(definition, given, options);
    },
    name => name === argv[0],
  );
  const refusal = `Try 'npx nianbao --help', or 'npx nianbao <command> --help'.`;
  for (const command of [program, ...program.commands])
    command
      .exitOverride()
      .showHelpAfterError(refusal)
      .configureOutput({
        outputError: (text, write) => write(text.replace(/^error: /, 'nianbao: ')),
      });
  process.stdout.off('error', leaveQuietly).on('error', leaveQuietly);
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  }
  return exitCode;
}

async function runWithSignals<Options>(
  definition: CommandDefinition<Options>,
  given: readonly string[],
  options: Options & CommonOptions,
): Promise<number> {
  const stop = new AbortController();
  const session = new Session(options, stop.signal);
  const onSignal = (): void => {
    if (stop.signal.aborted) process.exit(exitCodes.interrupted);
    session.complain('nianbao: stopping; what is done is kept. Once more to stop at once.');
    stop.abort();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    if (definition.needsStore) existingStore(session.store);
    const exitCode = await definition.run(session, given, options);
    return stop.signal.aborted ? exitCodes.interrupted : exitCode;
  } catch (error) {
    return stop.signal.aborted ? exitCodes.interrupted : explain(error, session);
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}

function explain(error: unknown, session: Session): number {
  if (!(error instanceof NianbaoError)) {
    const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
    session.complain(`nianbao: unexpected failure, a defect of Nianbao.\n${trace}`);
    return exitCodes.unexpected;
  }
  session.emit({ issues: [{ code: error.code, message: error.message }] });
  session.complain(`nianbao: ${error.message} [${error.code}]\n  ${issueDefinitions[error.code].remedy}`);
  if (error.code === 'load.assertion.failed') return exitCodes.assertion;
  const isUsage =
    error.code.startsWith('config.') ||
    error.code === 'load.database.missing' ||
    error.code === 'load.export.taken';
  return isUsage ? exitCodes.usage : exitCodes.unexpected;
}

/** `npx nianbao reports --jsonl | head` is no failure. */
function leaveQuietly(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(exitCodes.done);
  throw error;
}
