/** Years in Chinese digits: 二〇二三年 and the ways in which its zero is typed. */

const digits: Readonly<Record<string, string>> = {
  ...{ 〇: '0', '○': '0', '◯': '0', 零: '0', o: '0', O: '0' },
  ...{ 一: '1', 二: '2', 三: '3', 四: '4', 五: '5', 六: '6', 七: '7', 八: '8', 九: '9' },
};

/** 二〇二三 → 2023; null for what is no such year. */
export function yearOfDigits(printed: string): number | null {
  const year = [...printed].map(character => digits[character] ?? character).join('');
  return /^20\d\d$/.test(year) ? Number(year) : null;
}

const chineseYear = /[二2][〇零○◯oO0][〇零○◯oO一二三四五六七八九0-9]{2}(?=年)/g;

/** The text with such years in plain digits, of the same length. */
export const withPlainYears = (text: string): string =>
  text.replace(chineseYear, printed => String(yearOfDigits(printed) ?? printed));
