/** Reads the text of one cell: which status it has and, where exactly one number is printed, that number. */

import type { CellFlag, CellStatus } from '../schema/extraction.ts';
import type { CellType } from '../schema/forms/form.ts';
import { parseChineseNumeral } from './chinese-numerals.ts';

export interface ReadValue {
  readonly value: number | null;
  readonly status: Extract<CellStatus, 'reported' | 'blank' | 'na_mark' | 'text' | 'illegible'>;
  /** Unit printed in the cell: 元, 万元, 亿元, or the counter of a count (件 …); null when none is. */
  readonly unit: string | null;
  readonly value_yuan: number | null;
  /** How the number is printed, where not plainly in digits. */
  readonly flags: readonly CellFlag[];
}

/** Money units and the power of ten that turns them into yuan. */
const yuanExponents: Readonly<Record<string, number>> = { 元: 0, 千元: 3, 万元: 4, 亿元: 8 };

const invisible = /[\s\u00a0\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u3000\ufeff]+/gu;
/** Marks for "not applicable", after NFKC: slashes, every kind of dash, 无 and its company. */
const naMark = /^(?:[/\\]+|[-‐‑‒–—―−_]+|无|没有|不适用|不涉及|未涉及|暂无|n\/?a|none|null|×|\*+)$/i;
/** A number of which at least one character is there and cannot be told: U+FFFD stands for it. */
const unreadable = /^(?=.*\ufffd)[\d.,+\-−/%件项条元万\ufffd]+$/u;
const number = /^([+-]?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/;
const counter = /(?:件次|人次|件|项|个|条|次|起|宗|份|例|人|部|家)$/;
const money = /(亿元|万元|千元|元)$/;
/** Digits in groups of three parted by blanks (3 400 660): one number only where a money unit follows. */
const spacedThousands = /^\d{1,3}(?:[\u0020\u00a0\u2009\u202f]\d{3})+(?:\.\d+)?(?=\s*(?:亿|万|千)?元$)/;
/** A remark in brackets behind the number; it must hold a word, since 22（16） may be two numbers. */
const remark = /^([^()]+)\(([^()]*\p{Script=Han}[^()]*)\)$/u;
const approximation = /^(?:约|大约|近)(?=[\d一二两三四五六七八九十])|余(?=(?:\D{0,2})$)|多(?=(?:\D{1,2})$)/;
const wordSigns: Readonly<Record<string, string>> = { 减少: '-', 减: '-', 增加: '+', 增: '+', 负: '-' };
const wordSign = /^(减少|减|增加|增|负)(?=[\d一二两三四五六七八九十])/;

/** Drops all white space and invisible characters; full-width forms become ASCII. */
export function compact(text: string): string {
  return text.normalize('NFKC').replace(invisible, '');
}

const nothing = (status: 'blank' | 'na_mark' | 'text' | 'illegible'): ReadValue => ({
  value: null,
  status,
  unit: null,
  value_yuan: null,
  flags: [],
});
const asText = nothing('text');

/**
 * @param headingUnit money unit printed in the column heading (单位：万元), or null; the cell's own unit wins.
 */
export function readValue(raw: string, type: CellType, headingUnit: string | null = null): ReadValue {
  // Most cells of most reports are a plain number.
  if (/^\d{1,9}$/.test(raw))
    return type === 'amount'
      ? readPlain(raw, type, headingUnit, [])
      : { value: Number(raw), status: 'reported', unit: null, value_yuan: null, flags: [] };
  const text = compact(raw);
  if (text === '') return nothing('blank');
  if (naMark.test(text)) return nothing('na_mark');
  if (text.length > 80) return asText;
  if (unreadable.test(text)) return nothing('illegible');
  const flags: CellFlag[] = [];
  // Two numbers in one cell (12 34) are not one number: white space inside digits joins nothing.
  const printed = raw.normalize('NFKC');
  if (/\d\s+[\d.]/.test(printed)) {
    if (!spacedThousands.test(printed.trim())) return asText;
    flags.push('spaced_digits');
  }
  return readPlain(unadorned(text, type, flags), type, headingUnit, flags);
}

/** The number without what people write around it; each thing taken off leaves a flag. */
function unadorned(text: string, type: CellType, flags: CellFlag[]): string {
  let plain = text;
  const bracketed = remark.exec(plain);
  if (bracketed?.[1] !== undefined && !money.test(bracketed[2] ?? '')) {
    plain = bracketed[1];
    flags.push('note');
  }
  if (approximation.test(plain)) {
    plain = plain.replace(approximation, '');
    flags.push('approximate');
  }
  const sign = wordSign.exec(plain)?.[1];
  if (sign !== undefined && type === 'signed_count') {
    plain = `${wordSigns[sign]}${plain.slice(sign.length)}`;
    flags.push('word_sign');
  }
  return plain;
}

function readPlain(text: string, type: CellType, headingUnit: string | null, flags: CellFlag[]): ReadValue {
  return type === 'amount' ? readAmount(text, headingUnit, flags) : readCount(text, type, flags);
}

function readCount(text: string, type: CellType, flags: CellFlag[]): ReadValue {
  const unit = counter.exec(text)?.[0] ?? null;
  const [sign = '', digits, fraction] =
    digitsOf(unit === null ? text : text.slice(0, -unit.length), flags) ?? [];
  // A count is whole: 3.0 is 3, 12.5 is not a count.
  if (digits === undefined || !/^0*$/.test(fraction ?? '')) return asText;
  if (sign !== '' && type !== 'signed_count') return asText;
  const value = Number(`${sign}${digits}`);
  if (!Number.isSafeInteger(value)) return asText;
  // Number('-0') is -0, which equals 0 and prints as it, but is another value in JSON tools.
  return { value: value === 0 ? 0 : value, status: 'reported', unit, value_yuan: null, flags };
}

function readAmount(text: string, headingUnit: string | null, flags: CellFlag[]): ReadValue {
  const printedUnit = money.exec(text)?.[0] ?? null;
  const bare = (printedUnit === null ? text : text.slice(0, -printedUnit.length)).replace(/^[¥￥]/, '');
  const [sign, digits, fraction] = digitsOf(bare, flags) ?? [];
  if (digits === undefined || sign === '-') return asText;
  const plain = `${digits}.${fraction ?? ''}`;
  const value = Number(plain);
  if (!Number.isFinite(value) || value > Number.MAX_SAFE_INTEGER) return asText;
  const unit = printedUnit ?? headingUnit;
  const exponent = unit === null ? undefined : yuanExponents[unit];
  // Zero is zero in any unit.
  const value_yuan = exponent === undefined ? (value === 0 ? 0 : null) : shiftPoint(plain, exponent);
  return { value, status: 'reported', unit, value_yuan, flags };
}

/** Sign, whole digits and decimals of a number in Arabic or Chinese numerals; null for anything else. */
function digitsOf(text: string, flags: CellFlag[]): [sign: string, digits: string, fraction?: string] | null {
  const found = number.exec(text);
  if (found) return [found[1] ?? '', (found[2] ?? '').replaceAll(',', ''), found[3] ?? ''];
  const [, sign = '', words = ''] = /^([+-]?)(.*)$/su.exec(text) ?? [];
  const spelled = parseChineseNumeral(words);
  if (spelled === null) return null;
  flags.push('chinese_numeral');
  return [sign, String(spelled)];
}

/** Multiplies by a power of ten on the digits themselves: 103.7 × 10⁴ is 1037000, not 1036999.9999. */
function shiftPoint(plain: string, exponent: number): number {
  const [whole = '0', fraction = ''] = plain.split('.');
  const padded = fraction.padEnd(exponent, '0');
  return Number(`${whole}${padded.slice(0, exponent)}.${padded.slice(exponent)}`);
}

/** The money unit that a column heading prints, as in 本年收费金额（单位：万元）; null when it prints none. */
export function moneyUnitIn(heading: string): string | null {
  return /(亿元|万元|千元|元)/.exec(compact(heading))?.[0] ?? null;
}
