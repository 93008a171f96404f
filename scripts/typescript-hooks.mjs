/** Module hooks of typescript.mjs; they run in a thread of their own. */

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const kept = join(root, 'node_modules', '.cache', 'nianbao');
const options = { loader: 'ts', format: 'esm', target: 'node20', sourcemap: 'inline' };

/** Hands out TypeScript as JavaScript, everything else as Node has it. */
export async function load(url, context, nextLoad) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return nextLoad(url, context);
  const file = fileURLToPath(url);
  return { format: 'module', source: javaScriptOf(file), shortCircuit: true };
}

function javaScriptOf(file) {
  const source = readFileSync(file, 'utf8');
  const name = join(kept, `${relative(root, file).replace(/[^\w.-]+/g, '~')}.js`);
  const mark = `//${createHash('sha256').update(JSON.stringify(options)).update(source).digest('hex')}\n`;
  const known = keptAt(name);
  if (known?.endsWith(mark)) return known;
  const code = `${stripped(source, file)}${mark}`;
  keep(name, code);
  return code;
}

let transform = null;

function stripped(source, file) {
  if (transform === null) {
    const ofProject = createRequire(import.meta.url);
    transform = createRequire(ofProject.resolve('tsx'))('esbuild').transformSync;
  }
  return transform(source, { ...options, sourcefile: file }).code;
}

function keptAt(name) {
  try {
    return readFileSync(name, 'utf8');
  } catch {
    return null;
  }
}

/** In one step, since many processes may start at once; where nothing can be written, nothing is kept. */
function keep(name, code) {
  try {
    mkdirSync(kept, { recursive: true });
    const beside = `${name}.${process.pid}`;
    writeFileSync(beside, code);
    renameSync(beside, name);
  } catch {}
}
