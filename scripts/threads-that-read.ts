/**
 * Threads that read documents, each the whole of one: from the record in the archive to the bytes for the store. Who
 * calls them hands out names and keeps what comes back, so that two threads are worth nearly twice one.
 */

import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { PayloadSource } from '../data/archive/index.ts';
import type { PackedExtraction } from '../data/readings/pack.ts';
import type { SourceContext } from '../schema/extraction.ts';
import { type Issue, issue } from '../schema/issues.ts';
import { leaveCoresToThreads } from './engine.ts';

export interface DocumentToRead {
  readonly source: PayloadSource;
  readonly context: SourceContext;
}

/** What became of one document. */
export type Outcome = { readonly packed: PackedExtraction } | { readonly issue: Issue };

/** Milliseconds for one document; most need a few, a scan of twelve pages needs minutes. */
const patience = 300_000;
/** Documents handed out at a time: a word to a thread costs as much as a tenth of a small page. */
const batchSize = 8;

export interface Keeping {
  /** Asked before each batch. */
  readonly isStopped: () => boolean;
  /** Called once for each document, in the order in which they are done. */
  readonly keep: (document: DocumentToRead, outcome: Outcome) => void;
}

export class ThreadsThatRead {
  readonly #pool: Piscina;
  readonly #count: number;

  constructor(count: number) {
    this.#count = count;
    leaveCoresToThreads();
    this.#pool = new Piscina({
      filename: fileURLToPath(new URL('extraction-worker.mjs', import.meta.url)),
      minThreads: count,
      maxThreads: count,
    });
  }

  /** Reads all that is waiting; returns when the last one is kept. Documents are taken as they can be handed out. */
  async read(waiting: Iterable<DocumentToRead>, { isStopped, keep }: Keeping): Promise<void> {
    const queue = waiting[Symbol.iterator]();
    const givenBack: DocumentToRead[] = [];
    const nextBatch = (): DocumentToRead[] => {
      const batch = givenBack.splice(0, batchSize);
      while (batch.length < batchSize && !isStopped()) {
        const next = queue.next();
        if (next.done) break;
        batch.push(next.value);
      }
      return isStopped() ? [] : batch;
    };
    const lane = async (): Promise<void> => {
      let batch = nextBatch();
      let reading = this.#read(batch);
      while (batch.length > 0) {
        const [done, outcomes] = [batch, await reading];
        givenBack.push(...done.slice(outcomes.length));
        // The thread has its next batch before the last one is kept, so that it never waits.
        batch = nextBatch();
        reading = this.#read(batch);
        for (const [index, outcome] of outcomes.entries()) {
          const document = done[index];
          if (document !== undefined) keep(document, outcome);
        }
      }
    };
    await Promise.all(Array.from({ length: this.#count }, lane));
  }

  /** Outcomes of the first of them, one at least; never rejects. */
  async #read(batch: readonly DocumentToRead[]): Promise<readonly Outcome[]> {
    if (batch.length === 0) return [];
    try {
      return await this.#pool.run(batch, { name: 'read', signal: AbortSignal.timeout(patience) });
    } catch (error) {
      const [first] = batch;
      if (first === undefined) return [];
      // Which of them the thread died of is not known: the first is asked alone, the others come again.
      if (batch.length > 1) return this.#read([first]);
      const { url } = first.source.capture;
      const isLate = error instanceof Error && error.name === 'AbortError';
      return [
        {
          issue: isLate
            ? issue('extract.document.limit', `not read within ${patience / 1000} s`, url)
            : issue('extract.unexpected', error instanceof Error ? error.message : String(error), url),
        },
      ];
    }
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }
}
