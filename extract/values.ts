/** Reads the text of one cell: which status it has and, where exactly one number is printed, that number. */

import type { CellFlag, CellStatus } from '../schema/extraction.ts';
import type { CellType } from '../schema/forms/form.ts';
import { holdsNumeral, parseChineseNumeral } from './chinese-numerals.ts';
import { simplify } from './simplified.ts';

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
/** Character references for blanks that were printed as text. */
const writtenBlank = /&(?:nbsp|ensp|emsp|thinsp|zwnj|zwj|#160|#xa0|#8194|#8195|#12288|#x3000);?/gi;
/** Every dash and minus that Unicode has, and the strokes that are typed for them. */
const dashes = '-‐‑‒–—―−﹘﹣－─━ー⸺⸻➖ㄧ';
/** Marks for "not applicable", after NFKC: slashes, every kind of dash, 无 and its company. */
const naMark = new RegExp(
  `^(?:[/\\\\]+|[${dashes}_~]+|\\*+|×|n\\/?a|none|null|空|空白|\\(无\\)|(?:无|没有|不适用|不涉及|未涉及|暂无|无此项|无数据|无此类情况)[。.]?)$`,
  'i',
);
/** 未增未减, in words under 本年增/减: an answer, and no number that is printed. */
const noChange =
  /^(?:未增未减|未增减|未增加未减少|不增不减|无增无减|(?:无|没有|未)(?:增减|变化|变动)|未变|不变|持平)[。.]?$/;
/** A number of which at least one character is there and cannot be told: U+FFFD stands for it. */
const unreadable = /^(?=.*\ufffd)[\d.,+\-−/%件项条元万\ufffd]+$/u;
/** Neither 007 nor 0,123: a zero in front shows two numbers run together, or a code. */
const number = /^([+-]?)(0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,2}(?:['’]\d{3})+)(?:\.(\d+))?$/;
const mostDigits = 15;
const counter = /(?:批次|件次|人次|件|项|个|条|次|起|宗|份|例|人|部|家|篇|名|期|场|批|户|则|处|位|册)$/;
const money = /(亿元|万元|千元|元)(?=整?$)/;
/** Digits in groups of three parted by blanks (3 400 660): one number only where a money unit follows. */
const spacedThousands = /^\d{1,3}(?:[\u0020\u00a0]\d{3})+(?:\.\d+)?(?=\s*(?:亿|万|千)?元$)/;
/** Blanks that are typeset within numbers and nowhere else. */
const thinThousands = /^([+-]?[1-9]\d{0,2}(?:[\u2007\u2009\u202f]\d{3})+)(?![\d\u2007\u2009\u202f])/;
/**
 * Digits that are no part of a number: raised or lowered, circled, bracketed, fractions. NFKC would make 12² into 122.
 * Behind a number they refer to a note.
 */
const odd =
  '\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u209f\u2150-\u215f\u2189\u2460-\u24ff\u2776-\u2793\u3220-\u3229\u3280-\u3289';
const noteMark = new RegExp(`(?<=[\\d０-９件项个条次元])\\s*(?:[${odd}]|[*＊※†])+\\s*$`, 'u');
const hasOddDigit = new RegExp(`[${odd}]`, 'u');
/** What turns digits around, or may be a hyphen that is not shown. */
const misleading = /[\u202d\u202e]|\u00ad\s*\d/u;
/** A remark in brackets behind the number; it must hold a word, since 22（16） may be two numbers. */
const remark = /^([^()]+)\(([^()]*\p{Script=Han}[^()]*)\)$/u;
const approximation =
  /^(?:大约|约|近)(?=[\d一二两三四五六七八九十])|余(?=(?:\D{0,2})$)|多(?=(?:\D{0,2})$)|左右(?=\D?$)/;
const wordSigns: Readonly<Record<string, string>> = {
  减少: '-',
  净减: '-',
  减: '-',
  负: '-',
  增加: '+',
  新增: '+',
  净增: '+',
  增: '+',
};
const wordSign = /^(减少|净减|减|负|增加|新增|净增|增)(?=[\d一二两三四五六七八九十])/;
/** 一 is typed for a dash, ○ for a tick; 三五 may be three to five. Alone they are no numerals. */
const doubtfulNumeral = /^(?:一+|○|Ο|[一二两三四五六七八九壹贰叁肆伍陆柒捌玖]{2,3})$/u;

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

/** Whether a text says in words that nothing has changed since the year before. */
export const saysNoChange = (raw: string): boolean => noChange.test(simplify(compact(raw)));

/**
 * @param headingUnit money unit printed in the column heading (单位：万元), or null; the cell's own unit wins.
 */
export function readValue(raw: string, type: CellType, headingUnit: string | null = null): ReadValue {
  // Most cells of most reports are a plain number, or blank.
  const plain = raw.trim();
  if (plain === '') return nothing('blank');
  if (/^(?:0|[1-9]\d{0,8})$/.test(plain))
    return type === 'amount'
      ? readPlain(plain, type, headingUnit, [])
      : { value: Number(plain), status: 'reported', unit: null, value_yuan: null, flags: [] };
  const flags: CellFlag[] = [];
  const noted = withoutEntities(raw);
  const unmarked = noted.replace(noteMark, '');
  if (unmarked !== noted) flags.push('note');
  const shown = simplify(unmarked);
  const text = compact(shown);
  if (text === '') return nothing('blank');
  if (naMark.test(text)) return nothing('na_mark');
  if (text.length > 80 || misleading.test(shown) || hasOddDigit.test(shown)) return asText;
  if (unreadable.test(text)) return nothing('illegible');
  if (!holdsNumeral(text)) return asText;
  const joined = joinedDigits(shown.trim(), flags);
  return joined === null
    ? asText
    : readPlain(unadorned(compact(joined), type, flags), type, headingUnit, flags);
}

const withoutEntities = (raw: string): string =>
  raw.includes('&') ? raw.replace(writtenBlank, '\u00a0') : raw;

/** The text with digits parted by blanks joined where they are one number; null where they may be two (12 34). */
function joinedDigits(shown: string, flags: CellFlag[]): string | null {
  const thin = thinThousands.exec(shown)?.[1];
  if (thin !== undefined) {
    flags.push('spaced_digits');
    return thin.replace(/[\u2007\u2009\u202f]/gu, '') + shown.slice(thin.length);
  }
  const printed = shown.normalize('NFKC');
  // A dash that stands apart is a mark, and no sign of the number behind it.
  if (dashApart.test(printed)) return null;
  if (!/\d\s+[\d.]/.test(printed)) return shown;
  if (!spacedThousands.test(printed.trim())) return null;
  flags.push('spaced_digits');
  return shown;
}

const dashApart = new RegExp(`^[${dashes}]\\s+\\d`, 'u');
const leadingDash = new RegExp(`^[${dashes}](?=\\d)`, 'u');

/** The number without what people write around it; each thing taken off leaves a flag. */
function unadorned(text: string, type: CellType, flags: CellFlag[]): string {
  // An apostrophe in front is how spreadsheets mark text.
  let plain = text.replace(/^['’‘`](?=[+-]?\d)/u, '').replace(/(?<=[\d件项个条次元])。$/u, '');
  const bracketed = remark.exec(plain);
  if (bracketed?.[1] !== undefined && !money.test(bracketed[2] ?? '')) {
    plain = bracketed[1];
    flags.push('note');
  }
  const exact = plain.replace(approximation, '').replace(approximation, '');
  if (exact !== plain) flags.push('approximate');
  plain = exact.replace(leadingDash, '-');
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
    digitsOf(unit === null ? text : text.slice(0, -unit.length), unit === null, flags) ?? [];
  // A count is whole: 3.0 is 3; 12.5 is no count, and 3.000 may be three thousand.
  if (digits === undefined || !/^0{0,2}$/.test(fraction ?? '')) return asText;
  if (sign !== '' && type !== 'signed_count') return asText;
  const value = Number(`${sign}${digits}`);
  if (!Number.isSafeInteger(value)) return asText;
  // Number('-0') is -0, which equals 0 and prints as it, but is another value in JSON tools.
  return { value: value === 0 ? 0 : value, status: 'reported', unit, value_yuan: null, flags };
}

function readAmount(text: string, headingUnit: string | null, flags: CellFlag[]): ReadValue {
  const printedUnit = money.exec(text)?.[0] ?? null;
  const bare = text
    .replace(/^(?:人民币|[¥￥])+/u, '')
    .replace(printedUnit === null ? '' : new RegExp(`${printedUnit}整?$`, 'u'), '');
  const [sign, digits, fraction] = digitsOf(bare, printedUnit === null, flags) ?? [];
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
function digitsOf(
  text: string,
  isBare: boolean,
  flags: CellFlag[],
): [sign: string, digits: string, fraction?: string] | null {
  const found = number.exec(text);
  if (found) {
    const digits = (found[2] ?? '').replace(/[,'’]/gu, '');
    return digits.length > mostDigits ? null : [found[1] ?? '', digits, found[3] ?? ''];
  }
  const [, sign = '', words = ''] = /^([+-]?)(.*)$/su.exec(text) ?? [];
  // A bare numeral that may be something else is one only with what is counted behind it (一件).
  if (doubtfulNumeral.test(words) && (isBare || words.length > 1)) return null;
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
  return /(亿元|万元|千元|元)/.exec(simplify(compact(heading)))?.[0] ?? null;
}
