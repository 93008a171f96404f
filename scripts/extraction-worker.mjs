/** A thread of the extraction pool; plain JavaScript, since a new thread does not know TypeScript yet. */

import { register } from 'tsx/esm/api';

register();
const { extractorForThread } = await import('./extraction-thread.ts');

export const read = extractorForThread();
