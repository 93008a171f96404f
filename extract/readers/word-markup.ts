/**
 * What mammoth does not know of a DOCX, put right in its markup beforehand: hidden text and rows, text of fields and of
 * changed direction, and columns that a row leaves out at its beginning.
 */

import { Parser } from 'htmlparser2';
import type { HiddenText } from '../document.ts';

export interface ShownMarkup {
  readonly xml: string;
  readonly hidden: readonly HiddenText[];
}

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly by: string;
}

/** An open run, paragraph, row or any other element. */
interface Open {
  readonly name: string;
  readonly start: number;
  isHidden: boolean;
  text: string;
  /** Columns to be left free behind the row's properties. */
  before: number;
}

const affected = /<w:(?:vanish|fldSimple|dir|bdo|gridBefore|hidden)\b/;
/** Elements of which only the content counts, by a name that mammoth knows. */
const wrappers = new Set(['w:fldSimple', 'w:dir', 'w:bdo']);
const knownWrapper = 'w:smartTag';

const isOn = (value: string | undefined): boolean =>
  value === undefined || !/^(?:0|false|none|off)$/.test(value);

/** @param hiddenStyles ids of styles whose text does not show. */
export function shownMarkup(xml: string, hiddenStyles: ReadonlySet<string>): ShownMarkup {
  if (hiddenStyles.size === 0 && !affected.test(xml)) return { xml, hidden: [] };
  const edits: Edit[] = [];
  const hidden: HiddenText[] = [];
  const open: Open[] = [];
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const [parent, grandparent] = [open.at(-1), open.at(-2)];
        const owner = parent?.name === 'w:rPr' && grandparent?.name === 'w:r' ? grandparent : null;
        const value = attributes['w:val'];
        if (name === 'w:vanish' && owner) owner.isHidden = isOn(value);
        else if (name === 'w:rStyle' && owner && hiddenStyles.has(value ?? '')) owner.isHidden = true;
        else if (name === 'w:pStyle' && grandparent?.name === 'w:p' && hiddenStyles.has(value ?? ''))
          grandparent.isHidden = true;
        else if (parent?.name === 'w:trPr' && name === 'w:hidden' && grandparent)
          grandparent.isHidden = isOn(value);
        else if (parent?.name === 'w:trPr' && name === 'w:gridBefore') parent.before = columnsOf(value);
        if (wrappers.has(name))
          edits.push({
            from: parser.startIndex + 1,
            to: parser.startIndex + 1 + name.length,
            by: knownWrapper,
          });
        const inHidden =
          name === 'w:r' && open.findLast(element => element.name === 'w:p')?.isHidden === true;
        open.push({ name, start: parser.startIndex, isHidden: inHidden, text: '', before: 0 });
      },
      ontext(text) {
        if (open.at(-1)?.name !== 'w:t') return;
        for (const element of open)
          if (element.name === 'w:r' || element.name === 'w:tr') element.text += text;
      },
      onclosetag(name, isImplied) {
        const element = open.pop();
        if (!element) return;
        const end = parser.endIndex + 1;
        if (wrappers.has(name) && !isImplied)
          edits.push({
            from: parser.startIndex + 2,
            to: parser.startIndex + 2 + name.length,
            by: knownWrapper,
          });
        if (element.isHidden && (name === 'w:r' || name === 'w:tr')) {
          edits.push({ from: element.start, to: end, by: '' });
          if (element.text.trim() !== '')
            hidden.push({ text: element.text, reason: name === 'w:r' ? 'hidden font' : 'hidden row' });
        }
        if (element.before > 0)
          edits.push({
            from: end,
            to: end,
            by: `<w:tc><w:tcPr><w:gridSpan w:val="${element.before}"/></w:tcPr><w:p/></w:tc>`,
          });
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(xml);
  return { xml: edited(xml, edits), hidden };
}

/** Word has 63 columns at most. */
const columnsOf = (value: string | undefined): number =>
  Math.min(63, Math.max(0, Number.parseInt(value ?? '0', 10) || 0));

function edited(xml: string, edits: readonly Edit[]): string {
  let text = '';
  let at = 0;
  // Of edits that lie in each other the outer one holds.
  for (const { from, to, by } of [...edits].sort((a, b) => a.from - b.from || b.to - a.to)) {
    if (from < at) continue;
    text += xml.slice(at, from) + by;
    at = to;
  }
  return text + xml.slice(at);
}

/** Ids of the styles, of characters and paragraphs, that hide text, those based on them included. */
export function hiddenStylesIn(styles: string): Set<string> {
  const hidden = new Set<string>();
  if (!styles.includes('<w:vanish')) return hidden;
  const bases = new Map<string, string>();
  let id = '';
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name === 'w:style') id = attributes['w:styleId'] ?? '';
        else if (name === 'w:basedOn') bases.set(id, attributes['w:val'] ?? '');
        else if (name === 'w:vanish' && id !== '' && isOn(attributes['w:val'])) hidden.add(id);
      },
      onclosetag(name) {
        if (name === 'w:style') id = '';
      },
    },
    { xmlMode: true },
  );
  parser.end(styles);
  for (let round = 0; round < 10; round++)
    for (const [style, base] of bases) if (hidden.has(base)) hidden.add(style);
  return hidden;
}
