#!/usr/bin/env node
import { setUpOrExit } from './setup.mjs';

await setUpOrExit();
const { registerTypeScript } = await import('./typescript.mjs');
registerTypeScript();
const { main } = await import('./cli.ts');
process.exitCode = await main(process.argv.slice(2));
