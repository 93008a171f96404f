#!/usr/bin/env node
import { setUpOrExit } from './setup.mjs';

await setUpOrExit();
const { register } = await import('tsx/esm/api');
register();
const { main } = await import('./cli.ts');
process.exitCode = await main(process.argv.slice(2));
