/** Reports with tables, or of text alone, whose markup holds nothing that could lead on: most are, and taking them apart costs more than all else. */

import { isUtf8 } from 'node:buffer';
import { tableWords } from './discover.ts';

/** Headings under which pictures may stand for tables, and that of a text whose pictures are illustrations. */
const headingOfTables = /收到和处理/;
const headingOfText = /主动公开政府信息情况/;
const leadingOn =
  /\.(pdf|docx?|xlsx?|wps|et|ofd|zip|rar|rtf)\b|downfile|download|下一页|下页|后一页|createPageHTML|\bPager\(|http-equiv=["']?refresh|<(embed|object|i?frame)\b|>\[?2\]?<\/a>|xxgkAnnualReport/i;

const tableBytes = spelledInUtf8(tableWords);
const tableHeadingBytes = spelledInUtf8(headingOfTables);
const textHeadingBytes = spelledInUtf8(headingOfText);
const leadingBytes = spelledInUtf8(leadingOn);

export function isPlainReport(text: string): boolean {
  return (
    (tableWords.test(text) || (headingOfText.test(text) && !headingOfTables.test(text))) &&
    !leadingOn.test(text)
  );
}

/**
 * The same from the bytes, which makes decoding them (1 ms for 180 KB, twice the search) superfluous.
 * False also where only the text could tell.
 */
export function isPlainReportInUtf8(bytes: Uint8Array): boolean {
  if (!isUtf8(bytes)) return false;
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let [hasTable, hasTableHeading, hasTextHeading] = [false, false, false];
  // Strings as long as a page would be garbage that only a full collection takes away.
  for (let start = 0; start < whole.length; start += stretch) {
    const characters = whole.toString('latin1', start, start + stretch + overlap);
    if (leadingBytes.test(characters)) return false;
    hasTable ||= tableBytes.test(characters);
    hasTableHeading ||= !hasTable && tableHeadingBytes.test(characters);
    hasTextHeading ||= !hasTable && textHeadingBytes.test(characters);
  }
  return hasTable || (hasTextHeading && !hasTableHeading);
}

const stretch = 16 * 1024;
/** Longer than anything that is looked for, so that nothing is cut in two unseen. */
const overlap = 128;

/** An expression for text whose characters are the bytes of UTF-8. It must have no class with characters beyond ASCII. */
function spelledInUtf8({ source, flags }: RegExp): RegExp {
  const spelled = source.replaceAll(/[^\x20-\x7e]+/g, words => Buffer.from(words, 'utf8').toString('latin1'));
  return new RegExp(spelled, flags);
}
