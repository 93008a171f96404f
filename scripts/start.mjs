/** `npm start`: sets up, then runs a night on the bundled sample portals. */

import { setUpOrExit } from './setup.mjs';

await setUpOrExit();
const { registerTypeScript } = await import('./typescript.mjs');
registerTypeScript();
const { startOnSamples } = await import('./start-on-samples.ts');
process.exitCode = await startOnSamples(process.argv.slice(2));
