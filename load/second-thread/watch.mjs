/**
 * Starts the second thread of a load and tells the first when it has ended, whatever it died of: one that runs out of
 * memory tells nothing itself, and the first, which never yields, hears no event. Plain JavaScript, since a new thread
 * does not know TypeScript yet.
 */

import { Worker, workerData } from 'node:worker_threads';

const { module, port, state, places, resourceLimits } = workerData;
// When the other has ended nothing keeps this one, and so too where the other cannot be started.
process.once('exit', () => {
  Atomics.store(state, places.ended, 1);
  Atomics.add(state, places.answers, 1);
  Atomics.notify(state, places.answers);
});
const worker = new Worker(new URL(module), {
  workerData: { port, state },
  transferList: [port],
  resourceLimits,
  execArgv: [],
});
// Why it ended is told by nobody: the first thread only knows that no answer came.
worker.on('error', () => {});
