/**
 * `npm run bench [-- NAME …]`: measurements too long or too dependent on the machine for a test. Each is a file
 * `NAME.bench.ts` beside this one; `npm run bench -- --help` lists them.
 */

import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { NianbaoError } from '../../schema/issues.ts';
import { tableLines } from '../terminal/table.ts';

export interface BenchArguments {
  /** `--json`: one JSON object per line instead of tables. */
  readonly json: boolean;
  /** `--count N`: how many documents, inputs, pages …; each measurement has its own default. */
  readonly count: number | null;
  /** `--seed N`: where random inputs begin. */
  readonly seed: number;
  /** `--pages DIRECTORY`: HTML files to measure instead of the measurement's own; null where none is given. */
  readonly pages: string | null;
}

export interface Bench {
  /** One line for the list: what is measured, and against what. */
  readonly summary: string;
  /** Prints what it finds. `false` where something was found that must not be: a guessed number, a crash. */
  readonly run: (given: BenchArguments) => Promise<boolean | undefined>;
}

const suffix = '.bench.ts';
const names = readdirSync(new URL('.', import.meta.url))
  .filter(file => file.endsWith(suffix))
  .map(file => file.slice(0, -suffix.length))
  .sort();

const benchOf = async (name: string): Promise<Bench> =>
  ((await import(`./${name}${suffix}`)) as { readonly bench: Bench }).bench;

async function usage(): Promise<string> {
  const rows = await Promise.all(names.map(async name => [name, (await benchOf(name)).summary]));
  return [
    'npm run bench [-- NAME …] [--count N] [--seed N] [--pages DIRECTORY] [--json]',
    '',
    ...tableLines([{ heading: 'name' }, { heading: 'measures' }], rows),
    '',
    'Without a name: speed.',
  ].join('\n');
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      help: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      count: { type: 'string' },
      seed: { type: 'string', default: '1' },
      pages: { type: 'string' },
    },
  });
  const unknown = positionals.filter(name => !names.includes(name));
  const count = values.count === undefined ? null : Number(values.count);
  const seed = Number(values.seed);
  const isWrong = unknown.length > 0 || [count ?? 1, seed].some(each => !Number.isInteger(each) || each < 1);
  if (values.help || isWrong) {
    if (unknown.length > 0) console.error(`There is no measurement named ${unknown.join(', ')}.`);
    console.log(await usage());
    return isWrong ? 2 : 0;
  }
  let good = true;
  for (const name of positionals.length === 0 ? ['speed'] : positionals)
    good =
      (await (await benchOf(name)).run({ json: values.json, count, seed, pages: values.pages ?? null })) !==
        false && good;
  return good ? 0 : 1;
}

const isMisuse = (error: unknown): error is Error =>
  error instanceof NianbaoError ||
  (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));

process.exitCode = await main().catch((error: unknown) => {
  if (!isMisuse(error)) throw error;
  console.error(error.message);
  return 2;
});
