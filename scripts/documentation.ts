/** The parts of the README that are made from the code: commands, exit codes, issue codes, statuses, views. */

import type { Command, Option } from 'commander';
import { exitCodeMeanings } from '../schema/exit-codes.ts';
import { issueCodes, issueDefinitions } from '../schema/issues.ts';
import { statusMeanings } from '../schema/statuses.ts';
import { views } from '../schema/views/index.ts';
import { documentedProgram } from './cli.ts';

type Row = readonly string[];

const table = (head: Row, rows: readonly Row[]): string =>
  [head, head.map(() => '---'), ...rows]
    .map(row => `| ${row.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');

const commonOptions: ReadonlySet<string> = new Set(['--store', '--json', '--quiet', '--help']);

function optionRow(option: Option): Row {
  const choices = option.argChoices ? ` (${option.argChoices.join(', ')})` : '';
  const preset = typeof option.defaultValue === 'string' ? `; \`${option.defaultValue}\` unless given` : '';
  return [`\`${option.flags}\``, `${option.description}${choices}${preset}`];
}

function commandSection(command: Command, { commands: all }: Command): string {
  const given = command.registeredArguments.map(
    argument => `${argument.name()}${argument.variadic ? '…' : ''}`,
  );
  const own = command.options.filter(({ long }) => !commonOptions.has(long ?? ''));
  const crawl = all.find(candidate => candidate.name() === 'crawl');
  const ofCrawl = command === crawl ? [] : (crawl?.options.map(({ long }) => long) ?? []);
  const options = own.filter(({ long }) => !ofCrawl.includes(long) || command.name() !== 'nightly');
  const parts = [
    `#### \`${['nianbao', command.name(), ...given].join(' ')}\``,
    command.description(),
    ...command.registeredArguments.map(argument => `${argument.name()}: ${argument.description}.`),
    ...(options.length < own.length ? ['It takes the options of `crawl`, and:'] : []),
    ...(options.length === 0 ? [] : [table(['option', 'does'], options.map(optionRow))]),
  ];
  return parts.join('\n\n');
}

async function commands(): Promise<string> {
  const program = await documentedProgram();
  const common = program.commands[0]?.options.filter(({ long }) => commonOptions.has(long ?? '')) ?? [];
  return [
    'Every command takes these; `--help` shows examples.',
    table(['option', 'does'], common.map(optionRow)),
    ...program.commands.map(command => commandSection(command, program)),
  ].join('\n\n');
}

/** Name of a block between `<!-- made: NAME -->` and `<!-- end -->` → its text. */
export const madeBlocks: Readonly<Record<string, () => string | Promise<string>>> = {
  commands,
  'exit codes': () =>
    table(
      ['code', 'means'],
      Object.entries(exitCodeMeanings).map(([code, meaning]) => [code, meaning]),
    ),
  'issue codes': () =>
    table(
      ['code', 'severity', 'means', 'what to do'],
      issueCodes.map(code => {
        const { severity, meaning, remedy } = issueDefinitions[code];
        return [`\`${code}\``, severity, meaning, remedy];
      }),
    ),
  statuses: () =>
    table(
      ['status', 'means'],
      Object.entries(statusMeanings).map(([status, meaning]) => [`\`${status}\``, meaning]),
    ),
  views: () =>
    table(
      ['view', 'holds'],
      views.map(({ name, entry }) => [`\`${name}\``, `${entry.zh}. ${entry.meaning}`]),
    ),
};

const block = /<!-- made: ([a-z ]+) -->\n[\s\S]*?<!-- end -->/g;

/** @returns the text with every made block as the code has it now */
export async function withMadeBlocks(text: string): Promise<string> {
  const made = new Map<string, string>();
  for (const [, name = ''] of text.matchAll(block)) {
    const make = madeBlocks[name];
    if (!make) throw new Error(`no block is called ${name}`);
    made.set(name, await make());
  }
  return text.replace(
    block,
    (_whole, name: string) => `<!-- made: ${name} -->\n\n${made.get(name)}\n\n<!-- end -->`,
  );
}
