/**
 * What a spreadsheet shows for a stored number. Where its format would hide digits (12.7 shown as 13), or where the
 * format is beyond what is known here, the stored number is given in full: a rounded value is no value.
 */

/** Formats that are built in and stored by number only, as a Chinese edition shows them. */
const builtIn: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  14: 'yyyy/m/d',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'yyyy/m/d h:mm',
  27: 'yyyy"年"m"月"',
  28: 'm"月"d"日"',
  29: 'm"月"d"日"',
  30: 'm-d-yy',
  31: 'yyyy"年"m"月"d"日"',
  32: 'h"时"mm"分"',
  33: 'h"时"mm"分"ss"秒"',
  36: 'yyyy"年"m"月"',
  37: '#,##0;-#,##0',
  38: '#,##0;-#,##0',
  39: '#,##0.00;-#,##0.00',
  40: '#,##0.00;-#,##0.00',
  41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
  43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
  45: 'mm:ss',
  47: 'mm:ss.0',
  50: 'yyyy"年"m"月"',
  51: 'm"月"d"日"',
  52: 'yyyy"年"m"月"',
  53: 'm"月"d"日"',
  54: 'm"月"d"日"',
  57: 'yyyy"年"m"月"',
  58: 'm"月"d"日"',
};

/** @param custom formats that the workbook itself defines, by number. */
export const formatOf = (id: number, custom: ReadonlyMap<number, string>): string =>
  custom.get(id) ?? builtIn[id] ?? 'General';

interface Token {
  readonly kind: 'literal' | 'digits' | 'letters';
  readonly text: string;
}

const token =
  /"([^"]*)"|\\(.)|_(.)|\*(.)|\[([^\]]*)\]|([0#?.,%]+(?:E[+-]0+)?)|(AM\/PM|[yYmMdDhHsS]+(?:\.0+)?)|(General|G\/通用格式)|(.)/gsu;

/** Longer formats are made by no spreadsheet program. */
const longestFormat = 255;

/** @param from1904 whether days are counted from 1904. */
export function shownNumber(value: number, format: string, from1904 = false): string {
  const plain = plainNumber(value);
  if (format.length > longestFormat || /^(?:General|G\/通用格式|@)?$/.test(format)) return plain;
  const sections = sectionsOf(format);
  if (/\[[<>=]/.test(format)) return plain;
  const index = value < 0 ? 1 : value === 0 ? 2 : 0;
  const section = sections.length > index ? sections[index] : sections[0];
  if (section === undefined) return plain;
  const tokens = tokensOf(section);
  if (tokens === null) return plain;
  if (tokens.some(({ kind }) => kind === 'letters'))
    return tokens.some(({ kind }) => kind === 'digits')
      ? plain
      : (shownDate(value, tokens, from1904) ?? plain);
  const digits = tokens.filter(({ kind }) => kind === 'digits');
  if (digits.length > 1) return plain;
  const sign = value < 0 && sections.length < 2 ? '-' : '';
  let text = '';
  for (const { kind, text: part } of tokens) {
    const shown = kind === 'digits' ? shownDigits(Math.abs(value), part) : part;
    if (shown === null) return plain;
    text += shown;
  }
  return digits.length === 0 ? text : sign + text;
}

/** All digits that a spreadsheet keeps of a number: fifteen. */
export function plainNumber(value: number): string {
  const kept = Number(value.toPrecision(15));
  return String(kept === 0 ? 0 : kept);
}

function sectionsOf(format: string): string[] {
  const sections = [''];
  for (const [part] of format.matchAll(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*.|./gsu))
    if (part === ';') sections.push('');
    else sections[sections.length - 1] += part;
  return sections;
}

/** null where the section says General, which shows the number as it is. */
function tokensOf(section: string): Token[] | null {
  const tokens: Token[] = [];
  for (const [, quoted, escaped, space, fill, bracket, digits, letters, general, other] of section.matchAll(
    token,
  )) {
    if (general !== undefined) return null;
    if (digits !== undefined) tokens.push({ kind: 'digits', text: digits });
    else if (letters !== undefined) tokens.push({ kind: 'letters', text: letters });
    else if (bracket !== undefined)
      tokens.push({ kind: 'literal', text: /^\$([^-]*)/.exec(bracket)?.[1] ?? '' });
    else if (space === undefined && fill === undefined)
      tokens.push({ kind: 'literal', text: quoted ?? escaped ?? other ?? '' });
  }
  return tokens;
}

/** null where digits would be lost. */
function shownDigits(value: number, pattern: string): string | null {
  const percents = pattern.split('%').length - 1;
  const bare = pattern.replaceAll('%', '');
  // Thousands left out, powers of ten.
  if (/E/.test(bare) || /,(?:$|\.)/.test(bare)) return null;
  const plain = percents === 0 ? plainNumber(value) : plainNumber(Number(`${value}e${2 * percents}`));
  if (!/^\d+(?:\.\d+)?$/.test(plain)) return null;
  const [wholePattern = '', fractionPattern = ''] = bare.split('.');
  const [whole = '', fraction = ''] = plain.split('.');
  if (fraction.length > fractionPattern.length) return null;
  const least = wholePattern.split('0').length - 1;
  let shown = (whole === '0' ? '' : whole).padStart(least, '0');
  if (wholePattern.includes(',')) shown = shown.replace(/\B(?=(?:\d{3})+$)/g, ',');
  const decimals = fraction.padEnd(fractionPattern.lastIndexOf('0') + 1, '0');
  const point = bare.includes('.') && decimals !== '' ? '.' : '';
  return shown + point + decimals + '%'.repeat(percents);
}

const day = 86_400;

function shownDate(value: number, tokens: readonly Token[], from1904: boolean): string | null {
  if (value < 0 || value > 2_958_465) return null;
  const seconds = Math.round(value * day);
  // The count from 1900 takes that year for a leap year.
  const days = Math.floor(seconds / day) + (from1904 ? 1462 : value < 60 ? 1 : 0);
  const date = new Date(Date.UTC(1899, 11, 30) + days * day * 1000);
  const time = seconds % day;
  const [hours, minutes] = [Math.floor(time / 3600), Math.floor(time / 60) % 60];
  const halves = tokens.some(({ kind, text }) => kind === 'letters' && text === 'AM/PM');
  let text = '';
  let last = '';
  for (const [index, { kind, text: part }] of tokens.entries()) {
    if (kind === 'literal') {
      text += part;
      continue;
    }
    const letters = part.toLowerCase();
    const next =
      tokens
        .slice(index + 1)
        .find(other => other.kind === 'letters')
        ?.text.toLowerCase() ?? '';
    const padded = (number: number): string => String(number).padStart(Math.min(letters.length, 2), '0');
    if (letters === 'am/pm') text += hours < 12 ? 'AM' : 'PM';
    else if (letters.startsWith('y'))
      text +=
        letters.length > 2 ? date.getUTCFullYear() : String(date.getUTCFullYear() % 100).padStart(2, '0');
    else if (letters === 'd' || letters === 'dd') text += padded(date.getUTCDate());
    else if (letters.startsWith('h')) text += padded(halves ? hours % 12 || 12 : hours);
    else if (letters.startsWith('s')) text += padded(time % 60);
    else if (letters === 'm' || letters === 'mm')
      text += padded(last.startsWith('h') || next.startsWith('s') ? minutes : date.getUTCMonth() + 1);
    // Names of months and days.
    else return null;
    last = letters;
  }
  return text;
}
