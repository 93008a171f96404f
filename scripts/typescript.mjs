/**
 * Lets this process import TypeScript. Types are taken out by the esbuild that tsx brings, once per changed file:
 * what is left is kept under node_modules/.cache, and a start costs half of what it does under tsx itself.
 *
 * Plain JavaScript on Node's own modules, since nothing else can be loaded before it.
 */

import module from 'node:module';

export function registerTypeScript() {
  process.setSourceMapsEnabled(true);
  // Node keeps compiled code between starts from 22.1 on.
  module.enableCompileCache?.();
  module.register('./typescript-hooks.mjs', import.meta.url);
}
