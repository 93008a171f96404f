/** A thread of the extraction pool; plain JavaScript, since a new thread does not know TypeScript yet. */

import { registerTypeScript } from './typescript.mjs';

registerTypeScript();
const { extractorForThread } = await import('./extraction-thread.ts');

export const read = extractorForThread();
