/** One call of the command line: where its store is, how it speaks, and whether it was asked to stop. */

import { type Issue, issueDefinitions } from '../schema/issues.ts';
import { type Paint, paintFor, plain } from './terminal/paint.ts';
import { type Progress, progressBar, silent } from './terminal/progress.ts';

export interface CommonOptions {
  readonly store: string;
  readonly json: boolean;
  readonly quiet: boolean;
}

export class Session {
  readonly store: string;
  readonly json: boolean;
  readonly quiet: boolean;
  /** Aborted by SIGINT or SIGTERM. Long work looks at it and ends with its state kept. */
  readonly signal: AbortSignal;
  /** Colours of stdout and of stderr. */
  readonly paint: Paint;
  readonly logPaint: Paint;

  constructor({ store, json, quiet }: CommonOptions, signal: AbortSignal) {
    this.store = store;
    this.json = json;
    this.quiet = quiet;
    this.signal = signal;
    this.paint = json ? plain : paintFor(process.stdout);
    this.logPaint = paintFor(process.stderr);
  }

  /** What the command was asked for, as people read it. */
  print(lines: readonly string[]): void {
    if (!this.json && lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`);
  }

  /** A report on what was done, which --quiet leaves out. */
  summarise(lines: readonly string[]): void {
    if (!this.quiet) this.print(lines);
  }

  /** One line of JSON on stdout. */
  emit(value: unknown): void {
    if (this.json) process.stdout.write(`${JSON.stringify(value)}\n`);
  }

  /** A word on what goes on, on stderr. */
  log(message: string): void {
    if (!this.quiet) process.stderr.write(`${message}\n`);
  }

  /** A failure, on stderr, never silenced. */
  complain(message: string): void {
    process.stderr.write(`${message}\n`);
  }

  /** Issues on stderr, many of one code counted: errors and warnings, with --quiet errors only. */
  logIssues(issues: readonly Issue[], shownPerCode = 5): void {
    const told = issues.filter(({ code }) => !this.quiet || issueDefinitions[code].severity === 'error');
    for (const line of issueLines(told, this.logPaint, shownPerCode)) this.complain(line);
  }

  progress(label: string): Progress {
    return process.stderr.isTTY && !this.quiet ? progressBar(label) : silent;
  }
}

export function issueLines(issues: readonly Issue[], paint: Paint = plain, shownPerCode = 5): string[] {
  const lines: string[] = [];
  for (const code of new Set(issues.map(each => each.code))) {
    const ofCode = issues.filter(each => each.code === code);
    const { severity } = issueDefinitions[code];
    if (severity === 'note') continue;
    const mark = severity === 'error' ? paint('red', 'error  ') : paint('yellow', 'warning');
    for (const { message, subject } of ofCode.slice(0, shownPerCode)) {
      const about = subject === undefined || message.includes(subject) ? '' : ` (${subject})`;
      lines.push(`${mark} ${paint('dim', code)} ${message}${about}`);
    }
    if (ofCode.length > shownPerCode)
      lines.push(`${mark} ${paint('dim', code)} … and ${ofCode.length - shownPerCode} more`);
  }
  return lines;
}

const signals = ['SIGINT', 'SIGTERM'] as const;

/**
 * Work that never yields would hear of a signal when all is done. Meanwhile a signal ends the process, as it does where
 * nobody listens; only for what leaves everything whole when it is killed.
 */
export function endedBySignals<Result>(work: () => Result): Result {
  const held = signals.map(name => ({ name, listeners: process.rawListeners(name) as (() => void)[] }));
  for (const { name } of held) process.removeAllListeners(name);
  try {
    return work();
  } finally {
    for (const { name, listeners } of held) for (const listener of listeners) process.on(name, listener);
  }
}
