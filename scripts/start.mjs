/** `npm start`: sets up, then runs a night on the bundled sample portals. */

import { setUpOrExit } from './setup.mjs';

await setUpOrExit();
const { register } = await import('tsx/esm/api');
register();
const { startOnSamples } = await import('./start-on-samples.ts');
process.exitCode = await startOnSamples(process.argv.slice(2));
