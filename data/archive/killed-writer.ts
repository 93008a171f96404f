/** A process for the crash test: records exchanges without end, and says of each that it is recorded. */

import { writeSync } from 'node:fs';
import { Archive } from './index.ts';
import { exchange, noise } from './sample-exchange.ts';

const [directory = '', firstNumber = '0'] = process.argv.slice(2);
const archive = await Archive.open(directory, { rotateAt: 400_000, syncEvery: 16 });
const start = Number(firstNumber);
for (let number = start; ; number += 1) {
  // Every third payload is known, and so a revisit; sizes differ, so that kills strike anywhere in a record.
  const seed = number % 3 === 0 ? start : number;
  const capture = await archive.record(
    exchange(`https://a.gov.cn/${number}`, noise(1 + ((seed * 7919) % 30_000), seed)),
  );
  // Written at once, unlike process.stdout, so that what was said is out before the process is killed.
  writeSync(1, `${JSON.stringify({ number, id: capture.id, digest: capture.payload_digest })}\n`);
}
