/** A thread that reads hostile documents; plain JavaScript, since a new thread does not know TypeScript yet. */

import { registerTypeScript } from '../typescript.mjs';

registerTypeScript();
const { createExtractor } = await import('../../extract/index.ts');
const { damagedDocument, hostileDocuments } = await import('../../extract/synthetic/hostile.ts');

const extractor = createExtractor({ divisions: [] });
const context = { url: null, contentType: null, fileName: null, portal: null };

/** What became of one input: a seed of damage, or the name of a hostile document. */
export async function readHostile(which) {
  const { what, bytes } =
    typeof which === 'number' ? damagedDocument(which) : { what: which, bytes: hostileDocuments[which]() };
  const start = process.threadCpuUsage?.() ?? process.cpuUsage();
  const { issues, media_type } = await extractor.extract(bytes, context);
  const spent = process.threadCpuUsage?.(start) ?? process.cpuUsage(start);
  return {
    what,
    media_type,
    milliseconds: (spent.user + spent.system) / 1000,
    codes: [...new Set(issues.map(({ code }) => code))],
    message: issues.find(({ code }) => code === 'extract.unexpected')?.message ?? null,
    rss: process.memoryUsage.rss(),
  };
}
