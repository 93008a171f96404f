/** A progress bar on stderr for a person; nothing at all where stderr is no terminal. */

import { SingleBar } from 'cli-progress';
import { fitted, padded } from './width.ts';

export interface Progress {
  /** @param total may grow while the work goes on; 0 while unknown. */
  update(done: number, total: number, note?: string): void;
  stop(): void;
}

export const silent: Progress = { update: () => {}, stop: () => {} };

export function progressBar(label: string): Progress {
  const bar = new SingleBar({
    stream: process.stderr,
    format: `${padded(label, 10, 'right')} {bar} {value}/{total}  {note}`,
    barCompleteChar: '━',
    barIncompleteChar: '─',
    barsize: 28,
    hideCursor: true,
    clearOnComplete: true,
    stopOnComplete: false,
    gracefulExit: false,
    fps: 10,
  });
  bar.start(0, 0, { note: '' });
  return {
    update(done, total, note = '') {
      const room = Math.max(10, (process.stderr.columns ?? 80) - 60);
      bar.setTotal(Math.max(total, done));
      bar.update(done, { note: fitted(note, room) });
    },
    stop: () => bar.stop(),
  };
}
