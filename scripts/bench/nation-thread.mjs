import { registerTypeScript } from '../typescript.mjs';

registerTypeScript();
await import('../../load/testing/pack-nation.ts');
