import { registerTypeScript } from '../typescript.mjs';

registerTypeScript();
await import('../../load/testing/load-nation.ts');
