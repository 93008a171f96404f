/** Reads the text of one cell: which status it has and, where exactly one number is printed, that number. */

import type { CellStatus } from '../schema/extraction.ts';
import type { CellType } from '../schema/forms/form.ts';

export interface ReadValue {
  readonly value: number | null;
  readonly status: Extract<CellStatus, 'reported' | 'blank' | 'na_mark' | 'text'>;
  /** Unit printed in the cell: 元, 万元, 亿元, or the counter of a count (件 …); null when none is. */
  readonly unit: string | null;
  readonly value_yuan: number | null;
}

/** Money units and the power of ten that turns them into yuan. */
const yuanExponents: Readonly<Record<string, number>> = { 元: 0, 千元: 3, 万元: 4, 亿元: 8 };

const invisible = /[\s\u00a0\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u3000\ufeff]+/gu;
/** Marks for "not applicable", after NFKC: slashes, every kind of dash, 无 and its company. */
const naMark = /^(?:[/\\]+|[-‐‑‒–—―−_]+|无|没有|不适用|不涉及|未涉及|暂无|n\/?a|none|null|×|\*+)$/i;
const number = /^([+-]?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/;
const counter = /(?:件次|人次|余?件|项|个|条|次|起|宗|份|例|人|部|家)$/;
const money = /(亿元|万元|千元|元)$/;
/** Digits in groups of three parted by blanks (3 400 660): one number only where a money unit follows. */
const spacedThousands = /^\d{1,3}(?:[\u0020\u00a0\u2009\u202f]\d{3})+(?:\.\d+)?(?=\s*(?:亿|万|千)?元$)/;

/** Drops all white space and invisible characters; full-width forms become ASCII. */
export function compact(text: string): string {
  return text.normalize('NFKC').replace(invisible, '');
}

/**
 * @param headingUnit money unit printed in the column heading (单位：万元), or null; the cell's own unit wins.
 */
export function readValue(raw: string, type: CellType, headingUnit: string | null = null): ReadValue {
  // Most cells of most reports are one ASCII digit, as often as not between blanks.
  const text = /^\d{1,9}$/.test(raw) ? raw : compact(raw);
  if (text === '') return { value: null, status: 'blank', unit: null, value_yuan: null };
  if (naMark.test(text)) return { value: null, status: 'na_mark', unit: null, value_yuan: null };
  // Two numbers in one cell (12 34) are not one number: white space inside digits joins nothing.
  if (/\d\s+[\d.]/.test(raw.normalize('NFKC')) && !spacedThousands.test(raw.normalize('NFKC').trim()))
    return asText;
  return type === 'amount' ? readAmount(text, headingUnit) : readCount(text, type);
}

const asText: ReadValue = { value: null, status: 'text', unit: null, value_yuan: null };

function readCount(text: string, type: CellType): ReadValue {
  const unit = counter.exec(text)?.[0] ?? null;
  const digits = unit === null ? text : text.slice(0, -unit.length);
  if (unit?.startsWith('余')) return asText;
  const found = number.exec(digits);
  // A count is whole: 3.0 is 3, 12.5 is not a count.
  if (!found || !/^0*$/.test(found[3] ?? '')) return asText;
  if (found[1] !== '' && type !== 'signed_count') return asText;
  const value = Number(`${found[1]}${(found[2] ?? '').replaceAll(',', '')}`);
  if (!Number.isSafeInteger(value)) return asText;
  return { value: value === 0 ? 0 : value, status: 'reported', unit, value_yuan: null };
}

function readAmount(text: string, headingUnit: string | null): ReadValue {
  const printedUnit = money.exec(text)?.[0] ?? null;
  const digits = (printedUnit === null ? text : text.slice(0, -printedUnit.length)).replace(/^[¥￥]/, '');
  const found = number.exec(digits);
  if (!found || found[1] === '-') return asText;
  const plain = `${(found[2] ?? '').replaceAll(',', '')}.${found[3] ?? ''}`;
  const value = Number(plain);
  if (!Number.isFinite(value) || value > Number.MAX_SAFE_INTEGER) return asText;
  const unit = printedUnit ?? headingUnit;
  const exponent = unit === null ? undefined : yuanExponents[unit];
  // Zero is zero in any unit.
  const value_yuan = exponent === undefined ? (value === 0 ? 0 : null) : shiftPoint(plain, exponent);
  return { value, status: 'reported', unit, value_yuan };
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
