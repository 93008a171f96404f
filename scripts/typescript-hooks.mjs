/** Module hooks of typescript.mjs; they run in a thread of their own. */

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const kept = join(root, 'node_modules', '.cache', 'nianbao-javascript');
const maker = 'ts-blank-space 0.9';

/** Hands out TypeScript as JavaScript, everything else as Node has it. */
export async function load(url, context, nextLoad) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return nextLoad(url, context);
  const file = fileURLToPath(url);
  return { format: 'module', source: await javaScriptOf(file), shortCircuit: true };
}

async function javaScriptOf(file) {
  const source = readFileSync(file, 'utf8');
  const name = join(kept, `${relative(root, file).replace(/[^\w.-]+/g, '~')}.js`);
  const mark = `//${createHash('sha256').update(maker).update(source).digest('hex')}\n`;
  const known = keptAt(name);
  if (known?.endsWith(mark)) return known;
  const code = `${await blanked(source, file)}\n${mark}`;
  keep(name, code);
  return code;
}

/** Types become blanks, so that every line and column of a stack trace is that of the source. */
async function blanked(source, file) {
  const { default: blankSpace } = await import('ts-blank-space');
  return blankSpace(source, node => {
    const code = source.slice(node.pos, node.end).trim();
    throw new SyntaxError(`${file}: "${code}" is more than a type and cannot be taken out`);
  });
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
