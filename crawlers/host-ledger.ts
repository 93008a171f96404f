/** What is kept of hosts from one run to the next: address, refusals, how long to leave alone, robots.txt. */

import type Database from 'better-sqlite3';
import { type BreakerState, closedBreaker } from './circuit-breaker.ts';
import type { RobotsRecord } from './robots.ts';

export class HostLedger {
  readonly #db: Database.Database;

  constructor(db: Database.Database) {
    this.#db = db;
  }

  address(host: string): string | null {
    const row = this.#db
      .prepare<[string], { address: string | null }>('SELECT address FROM host WHERE host = ?')
      .get(host);
    return row?.address ?? null;
  }

  keepAddress(host: string, address: string): void {
    this.#db
      .prepare(
        `INSERT INTO host (host, address) VALUES (@host, @address)
           ON CONFLICT (host) DO UPDATE SET address = @address WHERE address IS NOT @address`,
      )
      .run({ host, address });
  }

  /** Milliseconds since 1970 until which the host is left alone; 0 when it is not. */
  leftAloneUntil(host: string): number {
    const row = this.#db
      .prepare<[string], { left_alone_until: number }>('SELECT left_alone_until FROM host WHERE host = ?')
      .get(host);
    return row?.left_alone_until ?? 0;
  }

  leaveAlone(host: string, until: number): void {
    this.#db
      .prepare(
        `INSERT INTO host (host, left_alone_until) VALUES (@host, @until)
           ON CONFLICT (host) DO UPDATE SET left_alone_until = max(left_alone_until, @until)`,
      )
      .run({ host, until });
  }

  breaker(host: string): BreakerState {
    const row = this.#db
      .prepare<[string], BreakerState>('SELECT refusals, rests FROM host WHERE host = ?')
      .get(host);
    return row ?? closedBreaker;
  }

  keepBreaker(host: string, state: BreakerState): void {
    this.#db
      .prepare(
        `INSERT INTO host (host, refusals, rests) VALUES (@host, @refusals, @rests)
           ON CONFLICT (host) DO UPDATE SET refusals = @refusals, rests = @rests`,
      )
      .run({ host, ...state });
  }

  robots(origin: string): (RobotsRecord & { readonly fetched_at: number }) | null {
    const row = this.#db
      .prepare<[string], RobotsRecord & { fetched_at: number }>('SELECT * FROM robots WHERE origin = ?')
      .get(origin);
    return row ?? null;
  }

  keepRobots(record: RobotsRecord, now: number): void {
    this.#db
      .prepare('INSERT OR REPLACE INTO robots VALUES (@origin, @kind, @text, @now)')
      .run({ ...record, now });
  }
}
