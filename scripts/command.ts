/** How every command is made: common options, help with examples, and its `run`. */

import { Command, InvalidArgumentError, type Option } from 'commander';
import type { CommonOptions, Session } from './session.ts';

/** What the list of commands shows. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  /** As in `<PATH...>`, with what it is. */
  readonly argument?: readonly [syntax: string, meaning: string];
}

export interface CommandDefinition<Options> {
  /** Ends where there is no store, before anything is made. */
  readonly needsStore?: boolean;
  readonly options?: readonly Option[];
  /** Command lines and what they do, for --help. */
  readonly examples: readonly (readonly [string, string])[];
  /** @returns the exit code */
  readonly run: (session: Session, given: readonly string[], options: Options) => Promise<number>;
}

export type Runner = <Options>(
  definition: CommandDefinition<Options>,
  given: readonly string[],
  options: Options & CommonOptions,
) => Promise<void>;

/** A command as the list of commands shows it. */
export function listedCommand({ name, summary, argument }: CommandEntry): Command {
  const command = new Command(name)
    .summary(summary)
    .description(`${summary[0]?.toUpperCase()}${summary.slice(1)}.`);
  return argument ? command.argument(...argument) : command;
}

/** A command that can be run. */
export function commandFrom<Options>(
  entry: CommandEntry,
  definition: CommandDefinition<Options>,
  runner: Runner,
): Command {
  const command = listedCommand(entry);
  for (const option of definition.options ?? []) command.addOption(option);
  command
    .option('--store <DIR>', 'where everything is kept', 'data/store')
    .option('--json', 'JSON lines on stdout, for programs', false)
    .option('--quiet', 'no progress, no log, no summary; errors only', false)
    .allowExcessArguments(entry.argument !== undefined)
    .addHelpText('after', () => {
      const width = Math.max(...definition.examples.map(([line]) => line.length));
      const examples = definition.examples.map(
        ([line, does]) => `  $ npx nianbao ${line.padEnd(width)}   ${does}`,
      );
      return `\nExamples:\n${examples.join('\n')}`;
    })
    .action(async () => {
      await runner(definition, command.args, command.opts<Options & CommonOptions>());
    });
  return command;
}

export const wholeNumber =
  (least: number, most = Number.MAX_SAFE_INTEGER) =>
  (given: string): number => {
    const number = /^\d+$/.test(given) ? Number(given) : Number.NaN;
    if (!(number >= least && number <= most))
      throw new InvalidArgumentError(
        most === Number.MAX_SAFE_INTEGER
          ? `A whole number of at least ${least} is expected.`
          : `A whole number from ${least} to ${most} is expected.`,
      );
    return number;
  };

export function seconds(given: string): number {
  const number = /^\d+(\.\d+)?$/.test(given) ? Number(given) : Number.NaN;
  if (!(number <= 3600)) throw new InvalidArgumentError('Seconds from 0 to 3600 are expected.');
  return number;
}

/** For options that may be given several times. */
export const collected = (given: string, before: readonly string[] = []): string[] => [...before, given];

/** The province of a division code of two to six digits: its first two. */
export function provinceOf(given: string): string {
  if (!/^\d{2}(\d{4})?$/.test(given))
    throw new InvalidArgumentError('A division code such as 330000, or its first two digits, is expected.');
  return given.slice(0, 2);
}
