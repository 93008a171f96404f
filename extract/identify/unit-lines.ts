/** Bodies named on a line of their own: above the text, as its signature, on its cover. */

import type { Gazetteer } from './gazetteer.ts';
import { cut, type Line, type Span } from './lines.ts';
import type { UnitSources } from './unit-candidates.ts';
import { bodyNameOf, isPlainlyBody, looksLikeBody } from './unit-name.ts';

/** A body alone on a line right above the text: 浑南区国资局. Among other such lines it is navigation. */
export function headingAbove(sources: UnitSources, gazetteer: Gazetteer): Span | null {
  const { page, bodyStart, title } = sources;
  const end = title && title.from > 0 ? title.from : bodyStart;
  const above = page.lines.slice(Math.max(0, end - 4), end).filter(line => !line.fromTable);
  // Between it and the text stand dates and numbers only; a column's name shows that both are navigation.
  const last = above.findLastIndex(line => !/\d/.test(line.folded));
  const line = above[last];
  const name = line && line.text.length <= 40 ? bodyNameOf(line, gazetteer) : null;
  if (!line || name?.text !== line.dense.text) return null;
  const isListed = above.slice(0, last).some(other => looksLikeBody(other.dense.folded));
  if (isListed) return null;
  // What may be a button (个人中心) has to be said again in the text.
  const times = sources.paragraphs.filter(({ folded }) => folded.includes(name.folded)).length;
  return isPlainlyBody(name.folded, gazetteer) || times > 1 ? name : null;
}

const dateLine =
  /^(?:20\d\d年\d{1,2}月(?:\d{1,2}日)?|二[〇零○O][^日]{2,12}日?|20\d\d[-/.]\d{1,2}[-/.]\d{1,2})$/;

/** A body's name alone on a line, with a date right below (or behind it), near the end. */
export function signatureIn(lines: readonly Line[], gazetteer: Gazetteer): Span | null {
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const line = lines[index];
    const above = lines[index - 1];
    if (!line || line.fromTable) continue;
    const span = line.dense;
    if (dateLine.test(span.folded) && above && above.text.length <= 44) {
      const name = wholeName(above.dense, gazetteer);
      if (name) return name;
    }
    const dated = /^(.{3,36}?)(20\d\d年\d{1,2}月\d{1,2}日)$/.exec(span.folded);
    const name = dated ? wholeName(cut(span, 0, (dated[1] ?? '').length), gazetteer) : null;
    if (name) return name;
  }
  return null;
}

export function wholeName(span: Span, gazetteer: Gazetteer): Span | null {
  const name = bodyNameOf(span, gazetteer);
  return name && name.text.length >= span.text.length - 2 ? name : null;
}

/** A cover page: title, body, month of issue. */
export function coverIn({ page, bodyStart }: UnitSources, gazetteer: Gazetteer): Span | null {
  return signatureIn(page.lines.slice(0, Math.min(bodyStart, 40)), gazetteer);
}
