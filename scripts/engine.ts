/** How V8 is to run where threads read on all cores. */

import { setFlagsFromString } from 'node:v8';

/**
 * Beside every thread V8 compiles and collects garbage on cores that other threads are to have: of two threads that
 * read 800 pages, a third of the work. Functions are compiled when they have run six times as long as by default,
 * which spares most of them and all that would be compiled again for what it learns meanwhile; at thirty times as
 * long the threads themselves become a fifth slower. It pays for the first 1,500 pages of a thread, which cost a
 * tenth to a third less; the next thousand cost a tenth more, and from some 3,500 on there is no difference. Young
 * memory is swept by the thread that it belongs to.
 */
const flags = ['--interrupt-budget=400000', '--no-parallel-scavenge'];

/** For the whole process; to be called before its threads begin. */
export function leaveCoresToThreads(): void {
  for (const flag of flags) setFlagsFromString(flag);
}
