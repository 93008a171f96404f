/** A thread of the trial of the law of extraction; plain JavaScript, since a new thread does not know TypeScript yet. */

import { registerTypeScript } from '../typescript.mjs';

registerTypeScript();
const { tryDocument } = await import('../../extract/synthetic/trial.ts');

/** One trial for each seed of a batch, without the documents themselves. */
export async function tryBatch({ from, count }) {
  const trials = [];
  for (let seed = from; seed < from + count; seed++) {
    const { layout, damages, printed, right, guessed, blanked, untraceable } = await tryDocument(seed);
    trials.push({ seed, layout, damages, printed, right, guessed, blanked, untraceable });
  }
  return trials;
}
