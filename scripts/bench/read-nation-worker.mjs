import { registerTypeScript } from '../typescript.mjs';

registerTypeScript();
await import('../../load/testing/read-nation.ts');
