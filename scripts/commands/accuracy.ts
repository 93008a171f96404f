/** `accuracy`: extraction against what a person read in the same documents. */

import { Option } from 'commander';
import { loadCharacterMaps } from '../../data/character-maps.ts';
import { loadDivisions } from '../../data/divisions/divisions.ts';
import {
  type Difference,
  type DocumentScore,
  scoreDocument,
  type Tallies,
  TallyBook,
} from '../../extract/accuracy.ts';
import { createExtractor } from '../../extract/index.ts';
import { exitCodes } from '../../schema/exit-codes.ts';
import type { CommandDefinition } from '../command.ts';
import { labelledDocuments } from '../labelled-documents.ts';
import { tableLines } from '../terminal/table.ts';
import { loadOcr } from '../tesseract.ts';

export const accuracy: CommandDefinition<{ readonly verbose?: boolean }> = {
  options: [new Option('--verbose', 'list every difference, with what stands at its place')],
  examples: [
    ['accuracy data/samples/reports', 'the bundled samples; exit 1 if a number is wrong or invented'],
    ['accuracy labelled --verbose', 'with every difference'],
  ],
  async run(session, [directory = ''], { verbose = false }) {
    const extractor = createExtractor({
      divisions: loadDivisions(),
      characterMaps: loadCharacterMaps(),
      ocr: loadOcr(),
    });
    const scores: DocumentScore[] = [];
    for (const { fileName, bytes, truth } of labelledDocuments(directory)) {
      const context = { url: null, contentType: null, fileName, portal: null };
      const { extraction, document } = await extractor.extractWithDocument(bytes(), context);
      const score = scoreDocument(truth, extraction, document);
      scores.push(score);
      const { differences, ...tallies } = score;
      session.emit(verbose ? score : tallies);
    }
    const sums = sumsOf(scores);
    session.emit({ documents: scores.length, ...sums });
    session.print([
      ...(sums.labelled > 0 ? documentTable(scores) : []),
      ...tallyTables(sums),
      ...(verbose ? scores.flatMap(differenceLines) : []),
    ]);
    // Openings are told from a few sentences: their units cannot all be right, and do not decide.
    const whole = sumsOf(scores.filter(score => score.cells_labelled));
    const bad = [whole.cells, whole.identity].reduce((sum, { wrong, invented }) => sum + wrong + invented, 0);
    return bad === 0 ? exitCodes.done : exitCodes.unexpected;
  },
};

function sumsOf(scores: readonly DocumentScore[]) {
  const book = (tallies: (score: DocumentScore) => Tallies): TallyBook => {
    const sums = new TallyBook();
    for (const score of scores) sums.add(tallies(score));
    return sums;
  };
  const identity = book(score => score.identity);
  const cells = book(({ cells }) => ({ all: cells })).total;
  return {
    /** Documents whose cells are labelled. */
    labelled: scores.filter(score => score.cells_labelled).length,
    cells,
    identity: identity.total,
    by_form: book(({ form, cells }) => ({ [form ?? 'none']: cells })).toObject(),
    by_media_type: book(({ media_type, cells }) => ({ [media_type]: cells })).toObject(),
    by_table: book(score => score.by_table).toObject(),
    by_column_kind: book(score => score.by_column_kind).toObject(),
    by_status: book(score => score.by_status).toObject(),
    by_fact: identity.toObject(),
  };
}
type Sums = ReturnType<typeof sumsOf>;

const headings = (name: string) => [
  { heading: name },
  ...['right', 'wrong', 'invented', 'missing'].map(heading => ({ heading, align: 'right' as const })),
];

function documentTable(scores: readonly DocumentScore[]): string[] {
  const [first = { heading: '' }, ...counts] = headings('document');
  return tableLines(
    [first, { heading: 'form' }, ...counts],
    scores
      .filter(score => score.cells_labelled)
      .map(({ name, form, cells: { right, wrong, invented, missing } }) => [
        name,
        form ?? '',
        right,
        wrong,
        invented,
        missing,
      ]),
  );
}

function tallyTables({ cells, identity, labelled, ...by }: Sums): string[] {
  const groups: readonly (readonly [string, Tallies])[] = [
    ['form', by.by_form],
    ['media type', by.by_media_type],
    ['table', by.by_table],
    ['kind of column', by.by_column_kind],
    ['status', by.by_status],
    ['fact', by.by_fact],
  ];
  const rows = groups.flatMap(([group, tallies]) =>
    group !== 'fact' && labelled === 0
      ? []
      : Object.entries(tallies)
          .map(
            ([name, { right, wrong, invented, missing }]) =>
              [`${group} ${name}`, right, wrong, invented, missing] as const,
          )
          .filter(([, ...counts]) => counts.some(count => count > 0)),
  );
  const total = (name: string, { right, wrong, invented, missing }: Sums['cells']) =>
    [name, right, wrong, invented, missing] as const;
  return [
    '',
    ...tableLines(headings('by'), [
      ...rows,
      ...(labelled > 0 ? [total('all cells', cells)] : []),
      total('kind, unit, year, date', identity),
    ]),
  ];
}

function differenceLines({ name, differences }: DocumentScore): string[] {
  if (differences.length === 0) return [];
  const place = ({ at, excerpt }: Difference): string =>
    at === null
      ? ''
      : ` at block ${at.block}, row ${at.row}, column ${at.column}${excerpt === null ? '' : `: ${excerpt}`}`;
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
