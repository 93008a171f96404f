/** The command line: `npx nianbao <command>`. */

import { Command, CommanderError } from 'commander';
import { exitCodes } from '../schema/exit-codes.ts';
import { issueDefinitions, NianbaoError } from '../schema/issues.ts';
import { type CommandDefinition, commandFrom, type Runner } from './command.ts';
import { accuracy } from './commands/accuracy.ts';
import { clean } from './commands/clean.ts';
import { crawl } from './commands/crawl.ts';
import { extract } from './commands/extract.ts';
import { importFiles } from './commands/import.ts';
import { inspect } from './commands/inspect.ts';
import { load } from './commands/load.ts';
import { nightly } from './commands/nightly.ts';
import { reports } from './commands/reports.ts';
import { status } from './commands/status.ts';
import { type CommonOptions, Session } from './session.ts';
import { packageVersion } from './versions.ts';

/** Every command in the order of --help. */
function programWith(runner: Runner): Command {
  const program = new Command('nianbao')
    .description('Annual information-disclosure reports of Chinese government bodies, as one database.')
    .version(packageVersion(), '--version', 'print the version')
    .helpCommand(false)
    .showSuggestionAfterError()
    .usage('<command> [options]')
    .configureHelp({
      subcommandTerm: command =>
        [command.name(), ...command.registeredArguments.map(({ description: _, ...given }) => given.name())].join(' '),
    })
    .addHelpText('after', '\n`npx nianbao <command> --help` shows the options of a command and examples.');
  program.addCommand(commandFrom(nightly, runner));
  program.addCommand(commandFrom(crawl, runner));
  program.addCommand(commandFrom(importFiles, runner));
  program.addCommand(commandFrom(extract, runner));
  program.addCommand(commandFrom(load, runner));
  program.addCommand(commandFrom(status, runner));
  program.addCommand(commandFrom(reports, runner));
  program.addCommand(commandFrom(inspect, runner));
  program.addCommand(commandFrom(clean, runner));
  program.addCommand(commandFrom(accuracy, runner));
  return program;
}

/** The program with all commands, for tests that compare it with its documentation. */
export const documentedProgram = (): Command => programWith(async () => {});

/** @returns the exit code; see schema/exit-codes.ts */
export async function main(argv: readonly string[]): Promise<number> {
  let exitCode: number = exitCodes.done;
  const program = programWith(async (definition, given, options) => {
    exitCode = await runWithSignals(definition, given, options);
  });
  const refusal = `Try 'npx nianbao --help', or 'npx nianbao <command> --help'.`;
  for (const command of [program, ...program.commands])
    command
      .exitOverride()
      .showHelpAfterError(refusal)
      .configureOutput({
        outputError: (text, write) => write(text.replace(/^error: /, 'nianbao: ')),
      });
  endQuietlyWhenReaderLeaves();
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
  const isUsage = error.code.startsWith('config.') || error.code === 'load.database.missing';
  return isUsage ? exitCodes.usage : exitCodes.unexpected;
}

/** `npx nianbao reports --jsonl | head` is no failure. */
function endQuietlyWhenReaderLeaves(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(exitCodes.done);
    throw error;
  });
}
