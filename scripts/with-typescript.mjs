/** `node --import ./scripts/with-typescript.mjs FILE.ts` runs a TypeScript file of the project. */

import { registerTypeScript } from './typescript.mjs';

registerTypeScript();
