/** Colours, where the stream is a terminal that wants them (see https://no-color.org). */

import type { WriteStream } from 'node:tty';

export type Colour = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';
export type Paint = (colour: Colour, text: string) => string;

const codes: Readonly<Record<Colour, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
};

export const plain: Paint = (_colour, text) => text;

export function paintFor(
  stream: Pick<WriteStream, 'isTTY'>,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Paint {
  if (!stream.isTTY || environment['NO_COLOR'] || environment['TERM'] === 'dumb') return plain;
  return (colour, text) => `\u001b[${codes[colour][0]}m${text}\u001b[${codes[colour][1]}m`;
}
