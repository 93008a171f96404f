/**
 * A load in two threads that stops in its middle and waits for a signal: `OUT THREAD`, the module of the second thread.
 * For tests.
 */

import { load } from '../../load/load.ts';
import { inputOf, syntheticDocuments } from '../../load/synthetic-input.ts';
import { endedBySignals } from '../session.ts';

const [out = '', thread = ''] = process.argv.slice(2);
process.on('SIGINT', () => {}).on('SIGTERM', () => {});
endedBySignals(() =>
  load({
    ...inputOf([...syntheticDocuments(40)], out),
    thread: new URL(thread),
    threadFrom: 0,
    onProgress: ({ phase, done }) => {
      if (phase !== 'contents' || done !== 5) return;
      process.stdout.write('in the middle\n');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    },
  }),
);
