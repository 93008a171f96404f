/** `accuracy`: extraction against what a person read in the same documents. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Option } from 'commander';
import { loadCharacterMaps } from '../../data/character-maps.ts';
import { loadDivisions } from '../../data/divisions/divisions.ts';
import {
  addTally,
  type Difference,
  type DocumentScore,
  emptyTally,
  parseTruth,
  scoreDocument,
  type Truth,
} from '../../extract/accuracy.ts';
import { createExtractor } from '../../extract/index.ts';
import { exitCodes } from '../../schema/exit-codes.ts';
import { NianbaoError } from '../../schema/issues.ts';
import type { CommandDefinition } from '../command.ts';
import { readDocument } from '../inputs.ts';
import { tableLines } from '../terminal/table.ts';

interface LabelledDocument {
  readonly source: string;
  readonly truth: Truth;
}

export const accuracy: CommandDefinition<{ readonly verbose?: boolean }> = {
  options: [new Option('--verbose', 'list every difference')],
  examples: [
    ['accuracy data/samples/reports', 'the bundled samples; exit 1 if a number is wrong or invented'],
    ['accuracy labelled --verbose', 'with every difference'],
  ],
  async run(session, [directory = ''], { verbose = false }) {
    const extractor = createExtractor({ divisions: loadDivisions(), characterMaps: loadCharacterMaps() });
    const scores: DocumentScore[] = [];
    for (const { source, truth } of labelledDocuments(directory)) {
      const context = { url: null, contentType: null, fileName: source, portal: null };
      const score = scoreDocument(truth, await extractor.extract(readDocument(source), context));
      scores.push(score);
      const { differences, ...tallies } = score;
      session.emit(verbose ? score : tallies);
    }
    const cells = emptyTally();
    const identity = emptyTally();
    for (const score of scores) {
      addTally(cells, score.cells);
      addTally(identity, score.identity);
    }
    session.emit({ documents: scores.length, cells, identity });
    session.print([
      ...scoreTable(scores, cells, identity),
      ...(verbose ? scores.flatMap(differenceLines) : []),
    ]);
    const bad = cells.wrong + cells.invented + identity.wrong + identity.invented;
    return bad === 0 ? exitCodes.done : exitCodes.unexpected;
  },
};

function labelledDocuments(directory: string): LabelledDocument[] {
  if (!existsSync(directory)) throw new NianbaoError('config.path.missing', `${directory} does not exist`);
  const found = readdirSync(directory, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && existsSync(join(directory, entry.name, 'truth.json')))
    .map(({ name }) => labelled(join(directory, name)))
    .sort((a, b) => (a.source < b.source ? -1 : 1));
  if (found.length === 0)
    throw new NianbaoError('config.path.missing', `${directory} has no folder with a truth.json`);
  return found;
}

function labelled(folder: string): LabelledDocument {
  const source = readdirSync(folder).find(name => name.startsWith('source.'));
  if (source === undefined) throw new NianbaoError('config.path.missing', `${folder} has no source.* file`);
  const path = join(folder, 'truth.json');
  const truth = parseTruth(jsonOf(path));
  if (truth === null)
    throw new NianbaoError('config.path.missing', `${path} is not a truth file: it needs slug and cells`);
  return { source: join(folder, source), truth };
}

function jsonOf(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new NianbaoError(
      'config.path.missing',
      `${path} cannot be read (${error instanceof Error ? error.message : error})`,
    );
  }
}

function scoreTable(
  scores: readonly DocumentScore[],
  cells: DocumentScore['cells'],
  identity: DocumentScore['identity'],
): string[] {
  const right = { align: 'right' } as const;
  return tableLines(
    [
      { heading: 'document' },
      { heading: 'form' },
      { heading: 'right', ...right },
      { heading: 'wrong', ...right },
      { heading: 'invented', ...right },
      { heading: 'missing', ...right },
    ],
    [
      ...scores.map(
        ({ name, form, cells: { right, wrong, invented, missing } }) =>
          [name, form ?? '', right, wrong, invented, missing] as const,
      ),
      ['all cells', '', cells.right, cells.wrong, cells.invented, cells.missing],
      ['unit, year, date', '', identity.right, identity.wrong, identity.invented, identity.missing],
    ],
  );
}

function differenceLines({ name, differences }: DocumentScore): string[] {
  if (differences.length === 0) return [];
  const place = ({ at }: Difference): string =>
    at === null ? '' : ` at block ${at.block}, row ${at.row}, column ${at.column}`;
  return [
    '',
    name,
    ...differences.map(difference => {
      const { verdict, key, expected, got, status, raw } = difference;
      const printed = raw === null ? '' : `, printed ${JSON.stringify(raw)}`;
      const state = status === null ? '' : ` (${status}${printed}${place(difference)})`;
      return `  ${verdict} ${key}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}${state}`;
    }),
  ];
}
