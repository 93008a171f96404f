/**
 * A second thread for a load, which itself never yields: tasks are posted, and their answers waited for, without the
 * event loop. The thread holds nothing that outlives a task but open files, and the first thread ends it in any case.
 */

import {
  MessageChannel,
  type MessagePort,
  type ResourceLimits,
  receiveMessageOnPort,
  Worker,
} from 'node:worker_threads';
import Database from 'better-sqlite3';
import { type IssueCode, issueDefinitions, NianbaoError } from '../../schema/issues.ts';
import { type Answer, shared, type TaskName, type Tasks } from './tasks.ts';

/** What is made for one document is garbage with the next: in a larger nursery less of it is copied. */
const limits: ResourceLimits = { maxYoungGenerationSizeMb: 64 };

export class SecondThread {
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #state = new Int32Array(new SharedArrayBuffer(4 * Object.keys(shared).length));
  #isAtWork = false;

  /** @param module runs `serve` (`serve.ts`) with its `workerData` */
  constructor(module: URL, resourceLimits: ResourceLimits = limits) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#worker = new Worker(new URL('watch.mjs', import.meta.url), {
      workerData: { module: module.href, port: port2, state: this.#state, places: shared, resourceLimits },
      transferList: [port2],
      execArgv: [],
    });
    // What goes wrong comes as an answer, or shows by the lack of one.
    this.#worker.on('error', () => {});
    this.#worker.unref();
  }

  start<Name extends TaskName>(name: Name, given: Tasks[Name]['given']): void {
    if (this.#isAtWork) throw new Error('the second thread is at work');
    this.#isAtWork = true;
    this.#port.postMessage({ name, ...given });
  }

  /** @throws what the task threw. */
  wait<Name extends TaskName>(_name: Name): Tasks[Name]['found'] {
    const answer = this.#answer();
    this.#isAtWork = false;
    if ('failed' in answer) throw errorOf(answer.failed);
    return answer.found as Tasks[Name]['found'];
  }

  /** Gives out the numbers of the checks that both threads take from. */
  shareChecks(): () => number {
    Atomics.store(this.#state, shared.check, 0);
    return () => Atomics.add(this.#state, shared.check, 1);
  }

  /** Has a task that is under way stop first, since its files are about to go. */
  end(): void {
    Atomics.store(this.#state, shared.stop, 1);
    if (this.#isAtWork) this.#answer();
    this.#isAtWork = false;
    this.#port.close();
    void this.#worker.terminate();
  }

  #answer(): Answer {
    for (;;) {
      const answers = Atomics.load(this.#state, shared.answers);
      // Asked before the port: of a thread that has ended, all that it said is there.
      const hasEnded = Atomics.load(this.#state, shared.ended) !== 0;
      const received = receiveMessageOnPort(this.#port) as { readonly message: Answer } | undefined;
      if (received !== undefined) return received.message;
      if (hasEnded) return gone;
      Atomics.wait(this.#state, shared.answers, answers);
    }
  }
}

const gone: Answer = {
  failed: { name: 'Error', message: 'the second thread has gone without an answer', code: null },
};

function errorOf({ name, message, code }: Extract<Answer, { failed: unknown }>['failed']): Error {
  if (code !== null && code in issueDefinitions) return new NianbaoError(code as IssueCode, message);
  if (code !== null && name === 'SqliteError') return new Database.SqliteError(message, code);
  return Object.assign(new Error(message), { name });
}
