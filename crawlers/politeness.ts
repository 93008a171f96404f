/** The pace of requests: one at a time and a gap between them, per host and per address behind it. */

import PQueue from 'p-queue';

/** Longest Crawl-delay that is obeyed as written; beyond it this much is waited. */
export const longestCrawlDelaySeconds = 60;

interface Slot {
  readonly queue: PQueue;
  /** Date.now() from which the next request may start. */
  freeAt: number;
}

export interface Turn {
  /** Host with port, as in the URL. */
  readonly host: string;
  /** Address that the host resolved to. */
  readonly address: string;
  readonly gapMs: number;
  readonly signal: AbortSignal | null;
}

/** Slots kept before idle ones are dropped: some more than there are portals. */
const mostSlots = 30_000;

/**
 * Hundreds of county sites share one platform, so the address counts as much as the name; never the registrable
 * domain, which is a whole city. The gap runs from the end of one response to the start of the next request.
 */
export class Politeness {
  readonly #slots = new Map<string, Slot>();
  /** How many slots there may be before idle ones are looked for: that costs as much as there are. */
  #limit = mostSlots;

  /** Runs a request when host and address are both free. Rejects with the signal's reason when it is aborted. */
  async run<T>(turn: Turn, task: () => Promise<T>): Promise<T> {
    const host = this.#slot(`host ${turn.host}`);
    const address = this.#slot(`address ${turn.address}`);
    const atAddress = async () => {
      await waitUntil(Math.max(host.freeAt, address.freeAt), turn.signal);
      try {
        return await task();
      } finally {
        const free = Date.now() + turn.gapMs;
        host.freeAt = Math.max(host.freeAt, free);
        address.freeAt = Math.max(address.freeAt, free);
      }
    };
    // Always host before address, so that two requests never wait for each other.
    return host.queue.add(() => address.queue.add(atAddress));
  }

  /** Leaves a host alone until a time (Date.now() scale), as after Retry-After. */
  hold(host: string, until: number): void {
    const slot = this.#slot(`host ${host}`);
    slot.freeAt = Math.max(slot.freeAt, until);
  }

  /** Date.now() from which host and address are both free, as far as is known now. */
  readyAt(host: string, address: string | null): number {
    const atAddress = address === null ? 0 : (this.#slots.get(`address ${address}`)?.freeAt ?? 0);
    return Math.max(this.#slots.get(`host ${host}`)?.freeAt ?? 0, atAddress);
  }

  #slot(key: string): Slot {
    const known = this.#slots.get(key);
    if (known !== undefined) return known;
    if (this.#slots.size >= this.#limit) this.#dropIdle();
    const slot: Slot = { queue: new PQueue({ concurrency: 1 }), freeAt: 0 };
    this.#slots.set(key, slot);
    return slot;
  }

  #dropIdle(): void {
    const now = Date.now();
    for (const [key, { queue, freeAt }] of this.#slots) {
      if (queue.pending === 0 && queue.size === 0 && freeAt <= now) this.#slots.delete(key);
    }
    this.#limit = Math.max(mostSlots, 2 * this.#slots.size);
  }
}

/** Gap for a host in milliseconds: the portal's own delay or the general one, and never less than Crawl-delay. */
export function gapFor(
  general: number,
  portalSeconds: number | null,
  crawlDelaySeconds: number | null,
): number {
  const asked = Math.min(Math.max(crawlDelaySeconds ?? 0, 0), longestCrawlDelaySeconds);
  return 1000 * Math.max(portalSeconds ?? general, asked);
}

async function waitUntil(time: number, signal: AbortSignal | null): Promise<void> {
  signal?.throwIfAborted();
  const delay = time - Date.now();
  if (delay <= 0) return;
  await new Promise<void>((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, delay);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
