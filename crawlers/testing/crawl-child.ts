/** A crawl in a process of its own, to be killed: `crawl-child.ts DIRECTORY COLUMN…`, a portal for each column. */

import { join } from 'node:path';
import { Archive } from '../../data/archive/index.ts';
import { crawl } from '../crawl.ts';
import { portalsOf, quick } from './crawl-bench.ts';

const [, , directory = '', ...columns] = process.argv;
const archive = await Archive.open(join(directory, 'archive'));
await crawl({
  portals: portalsOf(columns),
  archive,
  stateFile: join(directory, 'crawl.db'),
  options: quick,
});
await archive.close();
