import type { Surroundings } from './judge.ts';
import type { Line } from './lines.ts';
import type { Removal } from './removal.ts';
import { characterClasses, classBits, isHan } from './script.ts';
import { wordKinds } from './words.ts';

const { porn, organ, official, enforcement } = wordKinds;
/** Keyword lines stand in the title or above the page. */
const topLines = 6;
const longestKeyLine = 400;

/** Removes lines made of nothing but search keywords, in the title or above the page, and a link farm's signature. */
export function removeKeyLines(lines: readonly Line[], surroundings: Surroundings): Removal[] {
  const removals: Removal[] = [];
  for (const [lineIndex, line] of lines.entries()) {
    if (line.where === 'table' || line.text.length > 4000) continue;
    if (lineIndex > topLines && !line.text.includes('owered by ')) continue;
    const parts = line.text.split('\n');
    const kept = parts.map((part, partIndex) => {
      const sign = signOf(part, lineIndex + partIndex, lines, surroundings);
      if (!sign) return part;
      removals.push({ text: part.trim(), kind: 'phrase', where: line.where, evidence: sign });
      return '';
    });
    if (kept.some((part, index) => part !== parts[index])) line.text = kept.join('\n');
  }
  return removals;
}

function signOf(
  part: string,
  position: number,
  lines: readonly Line[],
  surroundings: Surroundings,
): readonly string[] | null {
  if (part.length < 8 || part.length > longestKeyLine) return null;
  if (isFarmFooter(part)) return ['farm_footer'];
  if (position > topLines) return null;
  if (isPornLine(part, surroundings)) return ['porn', 'key_line'];
  if (surroundings.script === 'traditional' && isOtherScript(part)) return ['key_line', 'foreign_script'];
  return isForeignLine(part, lines, surroundings) ? ['compound', 'key_line', 'title_against_body'] : null;
}

/** The signature that a link farm's template leaves: Powered by …, with the maps it feeds to search engines. */
function isFarmFooter(part: string): boolean {
  return part.length < 120 && /^\s*powered by /iu.test(part) && /RSS地图|HTML地图|XML地图/u.test(part);
}

/** At least three words of porn, one for every fourteen characters, and no organ. */
function isPornLine(part: string, { tables }: Surroundings): boolean {
  let words = 0;
  for (let index = 0; index < part.length; index++) {
    const found = tables.all.at(part, index);
    if (!found) continue;
    if ((found.kinds & (organ | enforcement)) !== 0) return false;
    if ((found.kinds & porn) !== 0) words++;
    index += found.length - 1;
  }
  return words >= 3 && words * 14 >= part.length - 6;
}

/** A,B,C or A-B-C in simplified characters above a page in traditional ones: nobody writes a list so. */
function isOtherScript(part: string): boolean {
  const pieces = part.trim().split(/[_|＿｜,，-]/u);
  if (pieces.length < 4 || /[。；：:！]/u.test(part)) return false;
  let simplified = 0;
  for (let index = 0; index < part.length; index++) {
    const kinds = characterClasses[part.charCodeAt(index)] ?? 0;
    if ((kinds & classBits.traditional) !== 0) return false;
    if ((kinds & classBits.simplified) !== 0) simplified++;
  }
  return simplified > 2 && pieces.filter(piece => hanCount(piece) > 2).length >= 4;
}

/** A_B_C_D without one official word, sharing no two characters with the page below: title against body. */
function isForeignLine(part: string, lines: readonly Line[], { tables, foreignHost }: Surroundings): boolean {
  const pieces = part.trim().split(/[_|＿｜]/u);
  if (pieces.length < (foreignHost ? 3 : 4)) return false;
  if (pieces.some(piece => hanCount(piece) < 4)) return false;
  for (let index = 0; index < part.length; index++) {
    if (((tables.all.at(part, index)?.kinds ?? 0) & (official | organ)) !== 0) return false;
  }
  const rest = lines
    .filter(line => !line.text.includes(part))
    .map(line => line.text)
    .join('\n')
    .slice(0, 50_000);
  if (rest.length < 60) return false;
  for (let index = 0; index + 2 <= part.length; index++) {
    const pair = part.slice(index, index + 2);
    if (isHan(pair.charCodeAt(0)) && isHan(pair.charCodeAt(1)) && rest.includes(pair)) return false;
  }
  return true;
}

function hanCount(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index++) if (isHan(text.charCodeAt(index))) count++;
  return count;
}
