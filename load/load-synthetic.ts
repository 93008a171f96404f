/**
 * Loads synthetic reports, again and again until it is killed, or once.
 *
 * `node --import ./scripts/with-typescript.mjs load/load-synthetic.ts OUT REPORTS (once | again) [THREAD]`: the module of a
 * second thread.
 */

import { load } from './load.ts';
import { inputOf, syntheticDocuments } from './synthetic-input.ts';

const [out, reports, mode, module] = process.argv.slice(2);
if (out === undefined || reports === undefined)
  throw new Error('usage: load-synthetic.ts OUT REPORTS (once | again) [THREAD]');

const thread = module === undefined ? {} : { thread: new URL(module), threadFrom: 0 };
if (mode === 'once')
  load({ ...inputOf([...syntheticDocuments(Number(reports))], out), ...thread, codeVersion: 'once' });
else {
  const documents = [...syntheticDocuments(Number(reports))];
  for (let turn = 1; ; turn += 1) {
    console.log(`load ${turn}`);
    load({ ...inputOf(documents, out), ...thread, codeVersion: `turn ${turn} of ${process.pid}` });
  }
}
