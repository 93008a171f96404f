/** The date on which the page says that it was published. Never a date of signing, of effect, or of an address. */

import type { Field } from './fields.ts';
import type { Line, Page } from './lines.ts';
import { dateLabels, entryDateLabels, sourceLabels } from './vocabulary.ts';

const datePattern =
  /(?<!\d)(20\d\d)\s?(?:[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{1,2})|年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日)(?!\d)/;

/** ISO date of publication as printed, else as its meta element has it; null where the page states none. */
export function readPublishedDate(page: Page, fields: readonly Field[]): string | null {
  for (const labels of [dateLabels.slice(0, -2), dateLabels.slice(-2)]) {
    for (const field of fields) {
      const date = labels.includes(field.label) ? dateAtStart(field.value.folded) : null;
      if (date) return date;
    }
  }
  const beside = besideSource(page.lines, fields);
  if (beside) return beside;
  const meta = page.meta('pubdate') ?? page.meta('publishdate') ?? page.meta('publicationdate');
  const stated = meta ? dateAtStart(meta.folded) : null;
  if (stated) return stated;
  for (const field of fields) {
    const date = entryDateLabels.includes(field.label) ? dateAtStart(field.value.folded) : null;
    if (date) return date;
  }
  return null;
}

/** The line of particulars often gives the bare date in front of the source: 2024年01月26日来源：某局. */
function besideSource(lines: readonly Line[], fields: readonly Field[]): string | null {
  for (const field of fields) {
    if (!sourceLabels.includes(field.label)) continue;
    const line = lines[field.line];
    if (!line || line.fromTable || line.text.length > 80) continue;
    const date = dateAtStart(line.dense.folded);
    if (date) return date;
  }
  return null;
}

function dateAtStart(text: string): string | null {
  const found = datePattern.exec(text.slice(0, 24));
  return found && found.index <= 2 ? isoDate(found) : null;
}

function isoDate(found: RegExpExecArray): string | null {
  const [, year = '', month = found[4] ?? '', day = found[5] ?? ''] = found;
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== iso ? null : iso;
}
