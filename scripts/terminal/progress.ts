/** A progress bar on stderr for a person; nothing at all where stderr is no terminal. */

import { SingleBar } from 'cli-progress';
import { grouped } from './table.ts';
import { fitted, padded } from './width.ts';

export interface Progress {
  /** @param total may grow while the work goes on; 0 while unknown. */
  update(done: number, total: number, note?: string): void;
  stop(): void;
}

export const silent: Progress = { update: () => {}, stop: () => {} };

const barWidth = 28;

export function progressBar(label: string): Progress {
  let bar: SingleBar | null = null;
  return {
    update(done, total, note = '') {
      bar ??= startedBar(label);
      bar.setTotal(total === 0 ? 0 : Math.max(total, done));
      bar.update(done, { note: fitted(note, Math.max(10, (process.stderr.columns ?? 80) - 56)) });
    },
    stop: () => bar?.stop(),
  };
}

function startedBar(label: string): SingleBar {
  const bar = new SingleBar({
    stream: process.stderr,
    format: (_options, { value, total }, { note }: { note: string }) => {
      const filled = total === 0 ? 0 : Math.round((value / total) * barWidth);
      const line = total === 0 ? '' : `${'━'.repeat(filled)}${'─'.repeat(barWidth - filled)} `;
      const count = total === 0 ? grouped(value) : `${grouped(value)}/${grouped(total)}`;
      return `${padded(label, 8, 'right')} ${line}${count}  ${note}`;
    },
    hideCursor: true,
    clearOnComplete: true,
    stopOnComplete: false,
    gracefulExit: false,
    fps: 10,
  });
  bar.start(0, 0, { note: '' });
  return bar;
}
