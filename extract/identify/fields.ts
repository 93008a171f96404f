/** Values behind labels (发布日期：…, 来源：…) in the lines above an article or in its table of particulars. */

import { cut, type Line, type Span } from './lines.ts';
import { dateLabels, entryDateLabels, nameLabels, otherLabels, sourceLabels } from './vocabulary.ts';

export interface Field {
  readonly label: string;
  readonly value: Span;
  readonly line: number;
}

const allLabels = [...sourceLabels, ...nameLabels, ...dateLabels, ...entryDateLabels, ...otherLabels].sort(
  (one, other) => other.length - one.length,
);
/** Labels are often spaced out (索 引 号); a Han character in front makes another word of them (统计时间). */
const labelPattern = new RegExp(
  `(?<=^|[^\\u3400-\\u9fff“《]|\\d日)(?:${allLabels.map(label => [...label].join(' ?')).join('|')})(?= ?[:|】 ]|$)`,
  'g',
);
/** What every line with a label shows at one glance; few lines of a page do. */
const labelEnd = new RegExp(
  `[${[...new Set(allLabels.map(label => label.slice(-1)))].join('')}](?:[:|】 ]|$)`,
);
const longestFieldLine = 400;

/** Label and value pairs of the lines, in order; a label alone on its line takes the next line. */
export function readFields(lines: readonly Line[]): readonly Field[] {
  const fields: Field[] = [];
  lines.forEach((line, index) => {
    if (line.text.length > longestFieldLine || !labelEnd.test(line.folded)) return;
    const labels = [...line.folded.matchAll(labelPattern)];
    labels.forEach((found, position) => {
      const label = found[0].replaceAll(' ', '');
      const start = found.index + found[0].length;
      // A generic label needs its colon or bar: 时间 alone is a word.
      if (label.length === 2 && !/^ ?[:|】]/.test(line.folded.slice(start))) return;
      const next = labels[position + 1]?.index ?? line.text.length;
      let value = trimValue(cut(line, start, next));
      const below = lines[index + 1];
      const isLast = position === labels.length - 1;
      if (value.text === '' && isLast && below && !labelAtStart(below) && below.text.length < 60) {
        value = trimValue(below);
      }
      if (value.text !== '') fields.push({ label, value, line: index });
    });
  });
  return fields;
}

const labelAtStart = (line: Line): boolean => line.folded.search(labelPattern) === 0;

function trimValue(value: Span): Span {
  const lead = /^[\s:|】]*/.exec(value.folded)?.[0].length ?? 0;
  const rest = cut(value, lead);
  const bar = rest.folded.search(/[|[]|(?<=.)【/);
  const kept = bar === -1 ? rest : cut(rest, 0, bar);
  return cut(kept, 0, kept.folded.trimEnd().length);
}
