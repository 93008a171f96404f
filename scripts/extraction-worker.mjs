/** A thread of the extraction pool; plain JavaScript, since a new thread does not know TypeScript yet. */

import { registerTypeScript } from './typescript.mjs';

registerTypeScript();
const { readerForThread } = await import('./extraction-thread.ts');

export const read = readerForThread();
