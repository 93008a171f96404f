/** How many columns text takes on a terminal: Chinese characters take two, combining marks none. */

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what begins a colour
const colour = /\u001b\[[0-9;]*m/g;
const invisible = /[\p{Mn}\p{Me}\p{Cf}\p{Cc}]/u;

export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text.replace(colour, '')) {
    if (invisible.test(character)) continue;
    width += wide.test(character) ? 2 : 1;
  }
  return width;
}

/** Text cut to at most `width` columns, with an ellipsis where something was cut. Takes plain text only. */
export function fitted(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let result = '';
  let used = 0;
  for (const character of text) {
    const next = displayWidth(character);
    if (used + next > width - 1) break;
    result += character;
    used += next;
  }
  return `${result}…`;
}

export function padded(text: string, width: number, side: 'left' | 'right'): string {
  const space = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return side === 'left' ? space + text : text + space;
}
