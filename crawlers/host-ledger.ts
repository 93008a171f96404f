/** What is kept of hosts from one run to the next: address, refusals, how long to leave alone, robots.txt. */

import { type BreakerState, closedBreaker } from './circuit-breaker.ts';
import type { Prepare } from './prepared.ts';
import type { RobotsRecord } from './robots.ts';

interface HostRow extends BreakerState {
  readonly address: string | null;
  readonly left_alone_until: number;
}

/** How long a host has given no answer: since when (milliseconds since 1970), in how many runs, after how many tries. */
export interface Silence {
  readonly since: number;
  readonly runs: number;
  readonly tries: number;
}

/** Hosts held in memory, which are asked about several times a visit; the file has them all. */
const mostRows = 20_000;

export class HostLedger {
  readonly #prepare: Prepare;
  readonly #rows = new Map<string, HostRow | null>();

  constructor(prepare: Prepare) {
    this.#prepare = prepare;
  }

  address(host: string): string | null {
    return this.#row(host)?.address ?? null;
  }

  keepAddress(host: string, address: string): void {
    this.#rows.delete(host);
    this.#prepare(
      `INSERT INTO host (host, address) VALUES (@host, @address)
         ON CONFLICT (host) DO UPDATE SET address = @address`,
    ).run({ host, address });
  }

  /** Milliseconds since 1970 until which the host is left alone; 0 when it is not. */
  leftAloneUntil(host: string): number {
    return this.#row(host)?.left_alone_until ?? 0;
  }

  leaveAlone(host: string, until: number): void {
    this.#rows.delete(host);
    this.#prepare(
      `INSERT INTO host (host, left_alone_until) VALUES (@host, @until)
         ON CONFLICT (host) DO UPDATE SET left_alone_until = max(left_alone_until, @until)`,
    ).run({ host, until });
  }

  breaker(host: string): BreakerState {
    return this.#row(host) ?? closedBreaker;
  }

  keepBreaker(host: string, { refusals, rests }: BreakerState): void {
    this.#rows.delete(host);
    this.#prepare(
      `INSERT INTO host (host, refusals, rests) VALUES (@host, @refusals, @rests)
         ON CONFLICT (host) DO UPDATE SET refusals = @refusals, rests = @rests`,
    ).run({ host, refusals, rests });
  }

  /** Notes a try that brought no answer. */
  noteSilence(host: string, run: number, now: number): void {
    this.#prepare(
      `INSERT INTO silence VALUES (@host, @now, 1, @run, 1) ON CONFLICT (host) DO UPDATE
         SET tries = tries + 1, runs = runs + (last_run < @run), last_run = @run`,
    ).run({ host, run, now });
  }

  endSilence(host: string): void {
    this.#prepare('DELETE FROM silence WHERE host = ?').run(host);
  }

  silence(host: string): Silence | null {
    const row = this.#prepare('SELECT since, runs, tries FROM silence WHERE host = ?').get(host);
    return (row as Silence | undefined) ?? null;
  }

  robots(origin: string): (RobotsRecord & { readonly fetched_at: number }) | null {
    const row = this.#prepare('SELECT * FROM robots WHERE origin = ?').get(origin);
    return (row as (RobotsRecord & { readonly fetched_at: number }) | undefined) ?? null;
  }

  keepRobots({ origin, kind, text }: RobotsRecord, now: number): void {
    this.#prepare('INSERT OR REPLACE INTO robots VALUES (?, ?, ?, ?)').run(origin, kind, text, now);
  }

  /** Validators of the robots.txt that is kept. */
  robotsValidators(origin: string): { readonly etag: string | null; readonly last_modified: string | null } {
    const row = this.#prepare('SELECT etag, last_modified FROM robots_validator WHERE origin = ?').get(
      origin,
    );
    return (
      (row as { etag: string | null; last_modified: string | null } | undefined) ?? {
        etag: null,
        last_modified: null,
      }
    );
  }

  keepRobotsValidators(origin: string, etag: string | null, lastModified: string | null): void {
    this.#prepare('INSERT OR REPLACE INTO robots_validator VALUES (?, ?, ?)').run(origin, etag, lastModified);
  }

  #row(host: string): HostRow | null {
    const held = this.#rows.get(host);
    if (held !== undefined) return held;
    const row = (this.#prepare('SELECT * FROM host WHERE host = ?').get(host) ?? null) as HostRow | null;
    if (this.#rows.size >= mostRows) this.#rows.clear();
    this.#rows.set(host, row);
    return row;
  }
}
