import { setUpOrExit } from '../setup.mjs';

await setUpOrExit();
const { registerTypeScript } = await import('../typescript.mjs');
registerTypeScript();
await import('./bench.ts');
