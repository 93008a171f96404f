/** The hours of the day in which a portal is asked, by the clock of China. Pure: times are milliseconds since 1970. */

/** `from` is the first hour, `to` the first one that is left out again: 22–6 spans midnight. */
export interface AskingHours {
  readonly from: number;
  readonly to: number;
}

const hour = 3_600_000;
const chinaOffset = 8 * hour;

/** `22-6`; null when it is none, or names no hour at all. */
export function readAskingHours(text: string): AskingHours | null {
  const [, from = '', to = ''] = /^(\d{1,2})\s*[-–]\s*(\d{1,2})$/.exec(text.trim()) ?? [];
  const hours = { from: Number(from) % 24, to: Number(to) % 24 };
  const isValid = from !== '' && Number(from) <= 24 && Number(to) <= 24 && hours.from !== hours.to;
  return isValid ? hours : null;
}

export function isWithinHours({ from, to }: AskingHours, time: number): boolean {
  const now = new Date(time + chinaOffset).getUTCHours();
  return from < to ? now >= from && now < to : now >= from || now < to;
}
