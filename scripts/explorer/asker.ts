/** Puts questions to the database one after the other, and ends one that takes too long. */

import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Answer, type Question, type Rows, ready } from './query-process.ts';

/** A question that the database refuses, or that took too long; the message is for the reader. */
export class Unanswered extends Error {}

interface Waiting {
  readonly question: Question;
  readonly resolve: (rows: Rows) => void;
  readonly reject: (error: Error) => void;
}

const program = fileURLToPath(new URL('./query-process.mjs', import.meta.url));

export class Asker {
  readonly #file: string;
  readonly #seconds: number;
  readonly #waiting: Waiting[] = [];
  #child: ChildProcess | null = null;
  #running: Waiting | null = null;
  #timer: NodeJS.Timeout | null = null;
  /** The child has begun to listen; until then no time counts. */
  #isReady = false;
  #isClosed = false;

  /** @param seconds how long a question may take */
  constructor(file: string, seconds: number) {
    this.#file = file;
    this.#seconds = seconds;
  }

  /** @throws Unanswered */
  rows(sql: string, values: Question['values'] = [], limit = 10_000): Promise<Rows> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ question: { sql, values, limit }, resolve, reject });
      this.#next();
    });
  }

  /** Rows as objects. @throws Unanswered */
  async all<T extends object>(sql: string, values: Question['values'] = [], limit?: number): Promise<T[]> {
    const { columns, rows } = await this.rows(sql, values, limit);
    return rows.map(row => Object.fromEntries(columns.map((name, at) => [name, row[at] ?? null])) as T);
  }

  /** The first row; null when there is none. @throws Unanswered */
  async first<T extends object>(sql: string, values: Question['values'] = []): Promise<T | null> {
    return (await this.all<T>(sql, values, 1))[0] ?? null;
  }

  close(): void {
    this.#isClosed = true;
    this.#child?.kill('SIGKILL');
    this.#settle(({ reject }) => reject(new Unanswered('The explorer is ending.')));
    for (const { reject } of this.#waiting.splice(0)) reject(new Unanswered('The explorer is ending.'));
  }

  #next(): void {
    if (this.#running !== null || this.#isClosed) return;
    const asked = this.#waiting.shift();
    if (asked === undefined) return;
    this.#running = asked;
    const child = this.#child ?? this.#start();
    child.send(asked.question);
    if (this.#isReady) this.#arm(child);
  }

  #arm(child: ChildProcess): void {
    this.#timer = setTimeout(() => {
      this.#child = null;
      child.kill('SIGKILL');
      this.#settle(({ reject }) =>
        reject(
          new Unanswered(
            `No answer within ${this.#seconds} seconds; the question was ended. Ask for less, or by an id.`,
          ),
        ),
      );
    }, this.#seconds * 1000);
  }

  #start(): ChildProcess {
    const child = fork(program, [this.#file], { execArgv: [] });
    this.#child = child;
    this.#isReady = false;
    child.on('message', (message: Answer | typeof ready) => {
      if (child !== this.#child) return;
      if (message === ready) {
        this.#isReady = true;
        if (this.#running !== null) this.#arm(child);
        return;
      }
      this.#settle(({ resolve, reject }) =>
        'found' in message ? resolve(message.found) : reject(new Unanswered(message.problem)),
      );
    });
    child.on('exit', () => {
      if (child !== this.#child) return;
      this.#child = null;
      this.#settle(({ reject }) => reject(new Unanswered('The database could not be asked.')));
    });
    return child;
  }

  #settle(end: (asked: Waiting) => void): void {
    const running = this.#running;
    if (running === null) return;
    this.#running = null;
    if (this.#timer !== null) clearTimeout(this.#timer);
    end(running);
    this.#next();
  }
}
