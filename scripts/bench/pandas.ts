/** `pandas.read_html` in a process of its own, to be asked for one round over a set of pages after another. */

import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('pandas_tables.py', import.meta.url));

export class Pandas {
  private readonly directory: string;
  private readonly python: ChildProcessByStdio<Writable, Readable, null>;
  private readonly answers: AsyncIterator<string>;

  private constructor(texts: readonly string[], interpreter: string) {
    this.directory = mkdtempSync(join(tmpdir(), 'nianbao-bench-'));
    texts.forEach((text, index) => {
      writeFileSync(join(this.directory, `${index}.html`), text);
    });
    this.python = spawn(interpreter, [script, this.directory], { stdio: ['pipe', 'pipe', 'ignore'] });
    // What is not there, or has ended, gives no answer; that is seen below.
    this.python.on('error', () => {});
    this.python.stdin.on('error', () => {});
    this.answers = createInterface(this.python.stdout)[Symbol.asyncIterator]();
  }

  /** Null where no Python with pandas and lxml is to be found. */
  static async on(texts: readonly string[]): Promise<Pandas | null> {
    for (const interpreter of ['python3', '/usr/bin/python3']) {
      const pandas = new Pandas(texts, interpreter);
      if ((await pandas.round()) !== null) return pandas;
      pandas.end();
    }
    return null;
  }

  /** Milliseconds of CPU for one page, over all pages once. */
  async round(): Promise<number | null> {
    this.python.stdin.write('\n');
    const { value, done } = await this.answers.next();
    return done ? null : Number(value);
  }

  end(): void {
    this.python.stdin.end();
    rmSync(this.directory, { recursive: true });
  }
}
