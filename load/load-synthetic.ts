/**
 * Loads synthetic reports, again and again until it is killed, or once.
 *
 * `node --import ./scripts/with-typescript.mjs load/load-synthetic.ts OUT REPORTS [once]`
 */

import { load } from './load.ts';
import { inputOf, syntheticDocuments } from './synthetic-input.ts';

const [out, reports, mode] = process.argv.slice(2);
if (out === undefined || reports === undefined)
  throw new Error('usage: load-synthetic.ts OUT REPORTS [once]');

if (mode === 'once') load({ ...inputOf([...syntheticDocuments(Number(reports))], out), codeVersion: 'once' });
else {
  const documents = [...syntheticDocuments(Number(reports))];
  for (let turn = 1; ; turn += 1) {
    console.log(`load ${turn}`);
    load({ ...inputOf(documents, out), codeVersion: `turn ${turn} of ${process.pid}` });
  }
}
