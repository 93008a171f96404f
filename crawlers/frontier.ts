/** Every page the crawl knows of, in SQLite: what is due, what is under way, what came of it. */

import type Database from 'better-sqlite3';
import { openSqliteFile } from '../data/sqlite-file.ts';
import { NianbaoError } from '../schema/issues.ts';
import { addressKey } from './addresses.ts';
import { frontierFormat } from './frontier-schema.ts';
import { HostLedger } from './host-ledger.ts';
import { HostTurns } from './host-turns.ts';
import { nextVisit, type VisitResult } from './revisit-policy.ts';

export type PageRole = 'home' | 'listing' | 'document' | 'attachment';
export type LinkPromise = 'report' | 'uncertain';

/** A page to be added: where it is, how it is asked for, and which link led to it. */
export interface NewPage {
  readonly portal: string;
  readonly role: PageRole;
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly body?: string | null;
  readonly headers?: readonly (readonly [string, string])[];
  /** Links followed from the column (or home page) to here. */
  readonly depth: number;
  readonly referrer: string | null;
  readonly link_text: string | null;
  /** False for page 2 and further of a list. */
  readonly leading?: boolean;
  readonly list_state?: string | null;
  readonly promise?: LinkPromise | null;
}

export interface KnownPage {
  readonly id: number;
  readonly portal: string;
  readonly role: PageRole;
  readonly leading: boolean;
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly body: string | null;
  readonly headers: readonly (readonly [string, string])[];
  readonly host: string;
  readonly depth: number;
  readonly referrer: string | null;
  readonly link_text: string | null;
  readonly list_state: string | null;
  readonly promise: LinkPromise | null;
  readonly etag: string | null;
  readonly last_modified: string | null;
  /** SHA-256 of the body with its content encoding undone. */
  readonly digest: string | null;
  /** Visits begun in this run, this one included. */
  readonly attempts: number;
  readonly last_outcome: VisitResult | null;
  readonly streak: number;
}

export interface Settlement {
  readonly result: VisitResult;
  readonly status: number | null;
  readonly etag: string | null;
  readonly last_modified: string | null;
  readonly digest: string | null;
}

export interface DocumentCounts {
  /** Documents of which a capture is held and that were not gone when last looked at. */
  readonly held: number;
  /** Documents known of that were not visited in this run. */
  readonly notVisited: number;
}

const rankOf: Readonly<Record<PageRole, number>> = { home: 0, listing: 1, document: 2, attachment: 3 };
/** A page that failed waits behind all others of its host. */
const retryRank = 10;
const leaseMs = 60 * 60_000;

export class Frontier {
  readonly hosts: HostLedger;
  readonly turns = new HostTurns();
  readonly #db: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();
  readonly #selected = new Set<string>();
  /** Queued and leased pages of each portal of this run. */
  readonly #pending = new Map<string, number>();
  #run = 0;
  #now = 0;
  #queued = 0;
  #leased = 0;
  #handled = 0;

  private constructor(db: Database.Database) {
    this.#db = db;
    this.hosts = new HostLedger(db);
  }

  /** @throws NianbaoError when the file is unreadable, or when another process holds it */
  static open(file: string): Frontier {
    let db: Database.Database | undefined;
    try {
      db = openSqliteFile(file, frontierFormat);
      db.pragma('busy_timeout = 100');
      db.pragma('locking_mode = EXCLUSIVE');
      // A write takes the lock, which is kept until the file is closed: one process holds the store.
      db.prepare(`INSERT OR REPLACE INTO meta VALUES ('holder', ?)`).run(String(process.pid));
      return new Frontier(db);
    } catch (error) {
      db?.close();
      if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')) {
        throw new NianbaoError('crawl.store.busy', `${file}: another crawl holds this store`);
      }
      throw error;
    }
  }

  close(): void {
    this.#db.close();
  }

  get queued(): number {
    return this.#queued;
  }

  get leased(): number {
    return this.#leased;
  }

  get handled(): number {
    return this.#handled;
  }

  pendingOf(portal: string): number {
    return this.#pending.get(portal) ?? 0;
  }

  /**
   * Starts a run over some portals: leases left by a killed process end, and what is due is queued.
   * @param now milliseconds since 1970, the run's idea of the time
   * @returns per portal, how many due pages stand on hosts that are left alone
   */
  beginRun(options: { portals: readonly string[]; now: number; revisitAll: boolean }): Map<string, number> {
    return this.#transaction(() => {
      this.#db.exec(`
        UPDATE page SET state = 'idle', lease_until = NULL WHERE state = 'queued';
        UPDATE page SET state = 'idle', lease_until = NULL WHERE state = 'leased';
        CREATE TEMP TABLE IF NOT EXISTS selected (portal TEXT PRIMARY KEY);
        DELETE FROM selected;
        INSERT INTO meta VALUES ('run', '1') ON CONFLICT (key) DO UPDATE SET value = value + 1;
        INSERT OR IGNORE INTO meta SELECT 'open_run', value FROM meta WHERE key = 'run';
      `);
      this.#run = Number(this.recall('run'));
      // A run that was cut short goes on: what it has visited is not visited again.
      const since = Number(this.recall('open_run'));
      this.#now = options.now;
      this.#selected.clear();
      for (const portal of options.portals) {
        this.#selected.add(portal);
        this.#prepare('INSERT OR IGNORE INTO selected VALUES (?)').run(portal);
      }
      this.#prepare(
        `UPDATE page SET state = 'queued', rank = rank % ${retryRank}, attempts = 0
           WHERE ${options.revisitAll ? '(next_due <= @now OR visited_run < @since)' : 'next_due <= @now'}
             AND portal IN (SELECT portal FROM selected)`,
      ).run(options.revisitAll ? { now: options.now, since } : { now: options.now });
      const resting = 'host IN (SELECT host FROM host WHERE left_alone_until > @now)';
      const aside = this.#countQueued('portal', resting, { now: options.now });
      this.#prepare(`UPDATE page SET state = 'idle' WHERE state = 'queued' AND ${resting}`).run({
        now: options.now,
      });
      this.turns.clear();
      for (const [host, count] of this.#countQueued('host', '1', {})) {
        this.turns.addPending(host, count, this.hosts.address(host));
      }
      this.#pending.clear();
      for (const [portal, count] of this.#countQueued('portal', '1', {})) this.#pending.set(portal, count);
      this.#queued = [...this.#pending.values()].reduce((sum, count) => sum + count, 0);
      this.#leased = 0;
      this.#handled = 0;
      return aside;
    });
  }

  /**
   * Adds pages not known yet and queues them, unless their host is left alone: then they wait for a later run.
   * @returns the new ones, in order, and how many of them wait
   */
  add(pages: readonly NewPage[]): { added: NewPage[]; waiting: number } {
    const added: NewPage[] = [];
    let waiting = 0;
    this.#transaction(() => {
      for (const page of pages) {
        const host = new URL(page.url).host;
        const isQueued = this.#selected.has(page.portal) && this.hosts.leftAloneUntil(host) <= this.#now;
        const { changes } = this.#prepare(
          `INSERT OR IGNORE INTO page (portal, role, leading, key, url, method, body, headers, host, depth,
             referrer, link_text, list_state, promise, state, rank, next_due, found_run)
           VALUES (@portal, @role, @leading, @key, @url, @method, @body, @headers, @host, @depth,
             @referrer, @link_text, @list_state, @promise, @state, @rank, 0, @run)`,
        ).run({
          ...page,
          method: page.method ?? 'GET',
          body: page.body ?? null,
          headers: JSON.stringify(page.headers ?? []),
          leading: page.leading === false ? 0 : 1,
          key: pageKey(page),
          host,
          list_state: page.list_state ?? null,
          promise: page.promise ?? null,
          state: isQueued ? 'queued' : 'idle',
          rank: rankOf[page.role],
          run: this.#run,
        });
        if (changes === 0) continue;
        added.push(page);
        if (isQueued) this.#enqueue(page.portal, host);
        else waiting += 1;
      }
    });
    return { added, waiting };
  }

  /** Queues a known page that this run has not visited, as when the list it continues has shifted. */
  queueAgain(page: NewPage): boolean {
    if (!this.#selected.has(page.portal)) return false;
    return this.#transaction(() => {
      const row = this.#prepare(
        `UPDATE page SET state = 'queued', attempts = 0, next_due = 0, list_state = @list_state
           WHERE portal = @portal AND key = @key AND state = 'idle' AND visited_run < @run
             AND NOT EXISTS (SELECT 1 FROM host WHERE host.host = page.host AND left_alone_until > @now)
           RETURNING host`,
      ).get({
        portal: page.portal,
        key: pageKey(page),
        list_state: page.list_state ?? null,
        run: this.#run,
        now: this.#now,
      }) as { host: string } | undefined;
      if (row === undefined) return false;
      this.#enqueue(page.portal, row.host);
      return true;
    });
  }

  /** The next page of a host whose turn it is, now leased; null when no host is free. `clock` is Date.now(). */
  lease(clock: number): KnownPage | null {
    const host = this.turns.free(clock);
    if (host === null) return null;
    const row = this.#prepare(
      `UPDATE page SET state = 'leased', lease_until = @until, attempts = attempts + 1
         WHERE id = (SELECT id FROM page WHERE state = 'queued' AND host = @host ORDER BY rank, id LIMIT 1)
         RETURNING *`,
    ).get({ host, until: clock + leaseMs }) as PageRow | undefined;
    if (row === undefined) throw new RangeError(`${host} counts pages that are not queued`);
    this.turns.lease(host);
    this.#leased += 1;
    this.#queued -= 1;
    return {
      ...row,
      leading: row.leading === 1,
      headers: JSON.parse(row.headers) as [string, string][],
    };
  }

  /** Keeps what came of a visit and when the page is due again. `readyAt`: Date.now() at which the host is free. */
  settle(page: KnownPage, visit: Settlement, now: number, readyAt: number): void {
    const streak = page.last_outcome === visit.result ? page.streak + 1 : 0;
    this.#prepare(
      `UPDATE page SET state = 'idle', lease_until = NULL, attempts = 0, rank = rank % ${retryRank},
         etag = @etag, last_modified = @last_modified, digest = @digest, last_outcome = @result,
         last_status = @status, last_fetched = @now, streak = @streak, visited_run = @run, next_due = @due
       WHERE id = @id`,
    ).run({
      ...visit,
      id: page.id,
      now,
      streak,
      run: this.#run,
      due: nextVisit(page, now, visit.result, streak),
    });
    this.#endLease(page, readyAt);
    this.#handled += 1;
    this.#count(page.portal, -1);
  }

  /** Puts a leased page back in the queue: behind the others of its host, or, when interrupted, as it was. */
  putBack(page: KnownPage, readyAt: number, reason: 'retry' | 'interrupted'): void {
    this.#prepare(
      `UPDATE page SET state = 'queued', lease_until = NULL, rank = @rank, attempts = @attempts WHERE id = @id`,
    ).run({
      id: page.id,
      rank: rankOf[page.role] + (reason === 'retry' ? retryRank : 0),
      attempts: reason === 'retry' ? page.attempts : page.attempts - 1,
    });
    this.#endLease(page, readyAt);
    this.turns.addPending(page.host, 1);
    this.#queued += 1;
  }

  /** Takes a leased page out of this run without a result: it stays due. */
  postpone(page: KnownPage, readyAt: number): void {
    this.#prepare(
      `UPDATE page SET state = 'idle', lease_until = NULL, attempts = 0, visited_run = @run WHERE id = @id`,
    ).run({ id: page.id, run: this.#run });
    this.#endLease(page, readyAt);
    this.#count(page.portal, -1);
  }

  /** Takes all queued pages of a host out of this run; they stay due. Returns how many, per portal. */
  leaveAlone(host: string, until: number): Map<string, number> {
    return this.#transaction(() => {
      const counts = this.#countQueued('portal', 'host = @host', { host });
      this.#prepare(`UPDATE page SET state = 'idle' WHERE state = 'queued' AND host = @host`).run({ host });
      this.hosts.leaveAlone(host, until);
      this.turns.dropPending(host);
      for (const [portal, count] of counts) {
        this.#queued -= count;
        this.#count(portal, -count);
      }
      return counts;
    });
  }

  /** Pages that a run would begin with, by portal and role: known and due. Portals never crawled are absent. */
  due(portals: readonly string[], now: number, revisitAll: boolean): Map<string, Map<PageRole, number>> {
    const plan = new Map<string, Map<PageRole, number>>();
    for (const portal of portals) {
      const rows = this.#prepare(
        `SELECT role, count(*) AS count FROM page WHERE portal = @portal AND (next_due <= @now OR @all)
           GROUP BY role`,
      ).all({ portal, now, all: revisitAll ? 1 : 0 }) as { role: PageRole; count: number }[];
      if (this.knows(portal)) plan.set(portal, new Map(rows.map(({ role, count }) => [role, count])));
    }
    return plan;
  }

  /** Marks the run as carried through: the next one with `revisitAll` begins afresh. */
  endRun(): void {
    this.#prepare(`DELETE FROM meta WHERE key = 'open_run'`).run();
  }

  remember(key: string, value: string): void {
    this.#prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)').run(key, value);
  }

  recall(key: string): string | null {
    return (
      (this.#prepare('SELECT value FROM meta WHERE key = ?').pluck().get(key) as string | undefined) ?? null
    );
  }

  hasListing(portal: string): boolean {
    return (
      this.#prepare(
        `SELECT 1 FROM page WHERE portal = ? AND role = 'listing' AND digest IS NOT NULL LIMIT 1`,
      ).get(portal) !== undefined
    );
  }

  knows(portal: string): boolean {
    return this.#prepare('SELECT 1 FROM page WHERE portal = ? LIMIT 1').get(portal) !== undefined;
  }

  documents(portal: string): DocumentCounts {
    const row = this.#prepare(
      `SELECT count(*) FILTER (WHERE digest IS NOT NULL AND last_outcome <> 'gone') AS held,
              count(*) FILTER (WHERE visited_run < @run) AS notVisited
         FROM page WHERE portal = @portal AND role = 'document'`,
    ).get({ portal, run: this.#run });
    return row as DocumentCounts;
  }

  #enqueue(portal: string, host: string): void {
    this.turns.addPending(host, 1, this.hosts.address(host));
    this.#queued += 1;
    this.#count(portal, 1);
  }

  #endLease(page: KnownPage, readyAt: number): void {
    this.turns.release(page.host, readyAt);
    this.#leased -= 1;
  }

  #count(portal: string, change: number): void {
    this.#pending.set(portal, this.pendingOf(portal) + change);
  }

  #countQueued(by: 'portal' | 'host', where: string, values: Record<string, string | number>) {
    const rows = this.#prepare(
      `SELECT ${by} AS name, count(*) AS count FROM page WHERE state = 'queued' AND ${where} GROUP BY 1`,
    ).all(values) as { name: string; count: number }[];
    return new Map(rows.map(({ name, count }) => [name, count]));
  }

  #prepare(sql: string): Database.Statement {
    const known = this.#statements.get(sql) ?? this.#db.prepare(sql);
    this.#statements.set(sql, known);
    return known;
  }

  #transaction<T>(task: () => T): T {
    return this.#db.transaction(task)();
  }
}

interface PageRow extends Omit<KnownPage, 'leading' | 'headers'> {
  readonly leading: number;
  readonly headers: string;
}

/** A column that is itself a report is two pages to the crawl: one read for links, one kept as a document. */
function pageKey(page: NewPage): string {
  const key = addressKey(page.url, page.method ?? 'GET', page.body ?? '');
  return page.role === 'document' && page.link_text === null ? `${key} itself` : key;
}
