import { newBench, portalOf } from './testing/crawl-bench.ts';
import { startRandomPortal } from './testing/random-portal.ts';

const s = await startRandomPortal(JSON.parse(process.argv[2] ?? '{}'));
const bench = newBench();
const r = await bench.run([portalOf(s.origin)]);
console.log(s.hits.map(h => `${h.method} ${h.path} ${h.body}`).join('\n'));
for (const c of await bench.captures())
  console.log(c.role, c.status, c.url.replace(s.origin, ''), c.link_text);
console.log(r.outcomes[0], r.issues, 'expected', s.expected.length);
bench.remove();
await s.close();
