/** What the link to a document calls it: scans, pictures and tables without a title say nothing of themselves. */

import type { SourceContext, UnitReading } from '../../schema/extraction.ts';
import type { Gazetteer } from './gazetteer.ts';
import { cut, spanOf, squeeze } from './lines.ts';
import { isTitleLike } from './title-lines.ts';
import { nameBeforeReport } from './unit-candidates.ts';
import { placeUnit } from './unit-place.ts';
import { yearsIn } from './year.ts';

export interface NamedByLink {
  readonly unit: UnitReading | null;
  readonly year: number | null;
}

/** Unit and year of a link's text that names a report; never surer than `low`. */
export function readLink(context: SourceContext, gazetteer: Gazetteer): NamedByLink {
  const text = squeeze(spanOf((context.linkText ?? '').slice(0, longestLink)));
  const title = cut(text, 0, text.text.length - (fileEnding.exec(text.folded)?.[0].length ?? 0));
  if (!isTitleLike(title.folded) || otherDocument.test(title.folded)) return { unit: null, year: null };
  const name = nameBeforeReport(title, gazetteer);
  const unit = name && { ...placeUnit(name, 'link', [], context, gazetteer), confidence: 'low' as const };
  const years = new Set(yearsIn(title.folded));
  return { unit, year: years.size === 1 ? ([...years][0] ?? null) : null };
}

const longestLink = 200;
const fileEnding = /\.(?:pdf|docx?|xlsx?|wps|et|ofd|html?|rtf|jpe?g|png|tiff?|bmp|gif)$/i;
const otherDocument = /解读|图解|问答|通知|函$|公告|说明$/;
