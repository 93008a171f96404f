/** The second thread of a load; plain JavaScript, since a new thread does not know TypeScript yet. */

import { workerData } from 'node:worker_threads';
import { registerTypeScript } from './typescript.mjs';

// As `shared` in load/second-thread/tasks.ts has it; here already, for whatever keeps that from being loaded.
const [answers, ended] = [0, 1];
process.once('exit', () => {
  Atomics.store(workerData.state, ended, 1);
  Atomics.add(workerData.state, answers, 1);
  Atomics.notify(workerData.state, answers);
});

registerTypeScript();
const { serve } = await import('../load/second-thread/serve.ts');

serve();
