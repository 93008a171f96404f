/** Every page the crawl knows of, in SQLite: what is due, what is under way, what came of it. */

import type Database from 'better-sqlite3';
import { openSqliteFile } from '../data/sqlite-file.ts';
import { NianbaoError } from '../schema/issues.ts';
import { addressKey } from './addresses.ts';
import { cookieShelf } from './cookie-shelf.ts';
import type { CookieShelf } from './cookies.ts';
import { reportYear } from './discover.ts';
import {
  type KnownPage,
  type NewPage,
  type PageRole,
  type PageRow,
  pageKey,
  rankOf,
  retryRank,
  type Settlement,
} from './frontier-page.ts';
import { frontierAdditions, frontierFormat } from './frontier-schema.ts';
import { HostLedger } from './host-ledger.ts';
import { HostTurns } from './host-turns.ts';
import { PortalLedger } from './portal-ledger.ts';
import { type Prepare, preparing } from './prepared.ts';
import { latestReportYear, nextVisit } from './revisit-policy.ts';

const leaseMs = 60 * 60_000;

export class Frontier {
  readonly hosts: HostLedger;
  readonly portals: PortalLedger;
  readonly cookies: CookieShelf;
  readonly turns = new HostTurns();
  readonly #db: Database.Database;
  readonly #prepare: Prepare;
  readonly #selected = new Set<string>();
  /** Queued and leased pages of each portal of this run. */
  readonly #pending = new Map<string, number>();
  /** Hosts that this run leaves alone because they do not answer. */
  readonly #silent = new Set<string>();
  #run = 0;
  #now = 0;
  #queued = 0;
  #leased = 0;
  #handled = 0;

  private constructor(db: Database.Database) {
    this.#db = db;
    this.#prepare = preparing(db);
    this.hosts = new HostLedger(this.#prepare);
    this.portals = new PortalLedger(this.#prepare);
    this.cookies = cookieShelf(this.#prepare);
  }

  /** @throws NianbaoError when the file is unreadable, or when another process holds it */
  static open(file: string): Frontier {
    let db: Database.Database | undefined;
    try {
      db = openSqliteFile(file, frontierFormat);
      db.pragma('busy_timeout = 100');
      db.exec(frontierAdditions);
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

  /** Number of the run that was begun last. */
  get run(): number {
    return this.#run;
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
      `);
      this.#run = this.#runOf('run');
      // A run over everything that was cut short goes on: what it has visited is not visited again.
      this.#prepare(
        options.revisitAll
          ? `INSERT OR IGNORE INTO meta SELECT 'open_run', value FROM meta WHERE key = 'run'`
          : `DELETE FROM meta WHERE key = 'open_run'`,
      ).run();
      const since = this.#runOf('open_run');
      this.#now = options.now;
      this.#selected.clear();
      this.#silent.clear();
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
   * @returns the new ones, in order, and how many of them wait, for a host that refuses us or for a silent one
   */
  add(pages: readonly NewPage[]): { added: NewPage[]; refused: number; silent: number } {
    const added: NewPage[] = [];
    let refused = 0;
    let silent = 0;
    this.#transaction(() => {
      for (const page of pages) {
        const host = new URL(page.url).host;
        const isSilent = this.#silent.has(host);
        const isFree = !isSilent && this.hosts.leftAloneUntil(host) <= this.#now;
        const isQueued = this.#selected.has(page.portal) && isFree;
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
        else if (isSilent) silent += 1;
        else refused += 1;
      }
    });
    return { added, refused, silent };
  }

  /** Queues a known page that this run has not visited, as when the list it continues has shifted. */
  queueAgain(page: NewPage): boolean {
    if (!this.#selected.has(page.portal)) return false;
    return this.#transaction(() => {
      const row = this.#prepare(
        `UPDATE page SET state = 'queued', attempts = 0, next_due = 0, list_state = @list_state
           WHERE portal = @portal AND key = @key AND state = 'idle' AND visited_run < @run
             AND NOT EXISTS (SELECT 1 FROM host WHERE host.host = page.host AND left_alone_until > @now)
             AND host NOT IN (SELECT value FROM json_each(@silent))
           RETURNING host`,
      ).get({
        silent: JSON.stringify([...this.#silent]),
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
      due: nextVisit({ ...page, isWatched: isWatched(page, visit, now) }, now, visit.result, streak),
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

  /**
   * Takes all queued pages of a host out of this run; they stay due. Returns how many, per portal.
   * @param until null for a host that is silent: the next run tries it again
   */
  leaveAlone(host: string, until: number | null): Map<string, number> {
    return this.#transaction(() => {
      const counts = this.#countQueued('portal', 'host = @host', { host });
      this.#prepare(`UPDATE page SET state = 'idle' WHERE state = 'queued' AND host = @host`).run({ host });
      if (until === null) this.#silent.add(host);
      else this.hosts.leaveAlone(host, until);
      this.turns.dropPending(host);
      for (const [portal, count] of counts) {
        this.#queued -= count;
        this.#count(portal, -count);
      }
      return counts;
    });
  }

  /** Gives a page another role, once it has been seen what it is. */
  reclassify(page: KnownPage, role: PageRole): void {
    this.#prepare('UPDATE page SET role = ? WHERE id = ?').run(role, page.id);
  }

  /** Notes that a page read as a list leads nowhere: it is looked at as seldom as a further page of one. */
  keepTrailing(page: KnownPage): KnownPage {
    this.#prepare('UPDATE page SET leading = 0 WHERE id = ?').run(page.id);
    return { ...page, leading: false };
  }

  /** Whether a page was found to say nothing until its scripts have run. */
  isScripted(page: KnownPage): boolean {
    return this.#prepare('SELECT 1 FROM scripted WHERE page = ?').get(page.id) !== undefined;
  }

  keepScripted(page: KnownPage): void {
    this.#prepare('INSERT OR IGNORE INTO scripted VALUES (?)').run(page.id);
  }

  /** Notes that a known page needs its scripts, and queues it once more, unless that was known. */
  showAgain(portal: string, url: string): void {
    this.#transaction(() => {
      const row = this.#prepare(
        `SELECT id, host FROM page WHERE portal = @portal AND key = @key AND state = 'idle'
           AND id NOT IN (SELECT page FROM scripted)`,
      ).get({ portal, key: addressKey(url) }) as { id: number; host: string } | undefined;
      if (row === undefined || !this.#selected.has(portal) || this.#silent.has(row.host)) return;
      this.#prepare('INSERT OR IGNORE INTO scripted VALUES (?)').run(row.id);
      this.#prepare(`UPDATE page SET state = 'queued', attempts = 0, next_due = 0 WHERE id = ?`).run(row.id);
      this.#enqueue(portal, row.host);
    });
  }

  /** Marks the run as carried through: the next one with `revisitAll` begins afresh. */
  endRun(): void {
    this.#prepare(`DELETE FROM meta WHERE key = 'open_run'`).run();
  }

  #runOf(key: 'run' | 'open_run'): number {
    return Number(this.#prepare('SELECT value FROM meta WHERE key = ?').pluck().get(key) ?? 0);
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

  #transaction<T>(task: () => T): T {
    return this.#db.transaction(task)();
  }
}

/** Corrections come soon after a report. Where a server tells by a validator that nothing changed, it is asked nightly. */
function isWatched(page: KnownPage, visit: Settlement, now: number): boolean {
  if (page.role !== 'document') return false;
  const isCheap =
    (visit.etag !== null || visit.last_modified !== null) &&
    (visit.result !== 'unchanged' || visit.status === 304);
  const latest = latestReportYear(now);
  return isCheap && (reportYear(page.link_text ?? '', page.url) ?? latest) >= latest;
}
