/** A crawl in a process of its own, to be killed by a test: `crawl-child.ts DIRECTORY COLUMN`. */

import { join } from 'node:path';
import { Archive } from '../../data/archive/index.ts';
import { crawl } from '../crawl.ts';
import { portalOf, quick } from './crawl-bench.ts';

const [, , directory = '', column = ''] = process.argv;
const archive = await Archive.open(join(directory, 'archive'));
await crawl({
  portals: [portalOf(new URL(column).origin, { columns: [column] })],
  archive,
  stateFile: join(directory, 'crawl.db'),
  options: quick,
});
await archive.close();
