/**
 * Chinese numerals to numbers, strictly: 三十万, 两千零五, 壹佰贰拾叁, 廿三, 二〇二四. What is not one well-formed
 * numeral is null: the colloquial 一百五 may be 150 or 105, and a wrong number is worse than none.
 */

const digitValues: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  '○': 0,
  Ο: 0,
  一: 1,
  壹: 1,
  二: 2,
  贰: 2,
  貳: 2,
  两: 2,
  兩: 2,
  三: 3,
  叁: 3,
  參: 3,
  四: 4,
  肆: 4,
  五: 5,
  伍: 5,
  六: 6,
  陆: 6,
  陸: 6,
  七: 7,
  柒: 7,
  八: 8,
  捌: 8,
  九: 9,
  玖: 9,
};
const unitValues: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 };
const zeros = new Set(['零', '〇', '○', 'Ο']);

/** All characters that a numeral may have; of what has any other, the rest need not be looked at. */
const numeralCharacters = `${[...Object.keys(digitValues), ...Object.keys(unitValues)].join('')}亿億万萬廿卅`;
const numeralOnly = new RegExp(`^[${numeralCharacters}]+$`);
const numeralSign = new RegExp(`[\\d${numeralCharacters}]`);

/** Whether a text has any digit or Chinese numeral at all. */
export const holdsNumeral = (text: string): boolean => numeralSign.test(text);

/** @returns the number, or null where the text is not exactly one numeral below 10^12. */
export function parseChineseNumeral(text: string): number | null {
  if (text.length > 30 || !numeralOnly.test(text)) return null;
  const characters = [...text.replaceAll('廿', '二十').replaceAll('卅', '三十')];
  if (characters.every(character => character in digitValues)) return positional(characters);
  return large(characters);
}

/** Digits in a row, as years are written: 二〇二四. A single digit is itself. */
function positional(characters: readonly string[]): number | null {
  if (characters.length > 1 && characters.some(character => character === '两' || character === '兩'))
    return null;
  if (characters.length > 1 && zeros.has(characters[0] ?? '')) return null;
  return Number(characters.map(character => digitValues[character]).join(''));
}

/** [section 亿] [section 万] [section], each section below 10 000; 零 bridges skipped places between them. */
function large(characters: readonly string[]): number | null {
  let total = 0;
  let rest = characters;
  let skipped = false;
  for (const [names, value] of [
    ['亿億', 100_000_000],
    ['万萬', 10_000],
    ['', 1],
  ] as const) {
    const at = names === '' ? rest.length : rest.findIndex(character => names.includes(character));
    if (at === -1 || (names === '' && rest.length === 0)) {
      skipped ||= total > 0;
      continue;
    }
    const bridged = zeros.has(rest[0] ?? '');
    const section = small(rest.slice(bridged ? 1 : 0, at), total === 0);
    if (section === null || section === 0) return null;
    if (bridged !== (total > 0 && (skipped || section < 1000))) return null;
    total += section * value;
    rest = rest.slice(at + 1);
    skipped = false;
  }
  return total;
}

/** A section below 10 000. `first`: nothing stands before it, so that 十 may begin it. */
function small(characters: readonly string[], first: boolean): number | null {
  let total = 0;
  let smallest = 10_000;
  let pendingZero = false;
  let index = 0;
  while (index < characters.length) {
    const character = characters[index] ?? '';
    const next = characters[index + 1] ?? '';
    if (zeros.has(character)) {
      // One 零 bridges skipped places; it can neither begin nor end a section.
      if (total === 0 || index === characters.length - 1 || zeros.has(next)) return null;
      pendingZero = true;
      index++;
      continue;
    }
    const bareTen = unitValues[character] === 10 && index === 0 && first;
    const digit = bareTen ? 1 : digitValues[character];
    if (digit === undefined) return null;
    const unit = bareTen ? 10 : (unitValues[next] ?? 1);
    if (unit >= smallest) return null;
    // 一百五: without 零 the next digit must stand in the next place.
    if (total > 0 && !pendingZero && unit * 10 !== smallest) return null;
    if (total > 0 && pendingZero && unit * 10 === smallest) return null;
    total += digit * unit;
    smallest = unit;
    pendingZero = false;
    index += bareTen || unit === 1 ? 1 : 2;
  }
  return pendingZero ? null : total;
}
