/** Character references that are printed as text: written twice escaped, so that a person sees no word and a robot does. */

import type { Line } from './lines.ts';
import type { Removal } from './removal.ts';

const run = /(?:&#(?:\d{2,6}|x[\da-f]{2,5});){2,}/giu;
const one = /&#(?:(\d+)|x([\da-f]+));/giu;

/** & # ; < would make new references or tags. */
const escaping: ReadonlySet<number> = new Set([0x26, 0x23, 0x3b, 0x3c]);

/** Brings runs of written references to the characters that they stand for, and tells them. */
export function readEntities(lines: readonly Line[]): Removal[] {
  const removals: Removal[] = [];
  for (const line of lines) {
    if (line.where === 'table' || !line.text.includes('&#')) continue;
    line.text = line.text.replace(run, whole => {
      const plain = whole.replace(one, (reference, decimal?: string, hex?: string) => {
        const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
        return code > 0x1f && code < 0xfffe && !escaping.has(code) ? String.fromCharCode(code) : reference;
      });
      if (!/[\u3400-\u9fff]/u.test(plain)) return whole;
      removals.push({ text: whole, kind: 'markup', where: line.where, evidence: ['written_entities'] });
      return plain;
    });
  }
  return removals;
}
