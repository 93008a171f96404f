/** Every page the crawl knows of, in SQLite: what is due, what is under way, what came of it. */

import type Database from 'better-sqlite3';
import { openSqliteFile } from '../data/sqlite-file.ts';
import { NianbaoError } from '../schema/issues.ts';
import { CommitGroup } from './commit-group.ts';
import { cookieShelf } from './cookie-shelf.ts';
import type { CookieShelf } from './cookies.ts';
import type { KnownPage, NewPage, PageRole, Settlement } from './frontier-page.ts';
import { frontierAdditions, frontierFormat } from './frontier-schema.ts';
import { HostLedger } from './host-ledger.ts';
import { HostTurns } from './host-turns.ts';
import { PageTable } from './page-table.ts';
import { PortalLedger } from './portal-ledger.ts';
import { preparing } from './prepared.ts';

/**
 * What is written is committed once per turn of the event loop. A host's turn ends with the commit of what came of it,
 * so that a killed crawl asks again only for what was under way; `committed` tells when.
 */
export class Frontier {
  readonly hosts: HostLedger;
  readonly portals: PortalLedger;
  readonly cookies: CookieShelf;
  readonly turns = new HostTurns();
  readonly #db: Database.Database;
  readonly #group: CommitGroup;
  readonly #pages: PageTable;
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
    this.#group = new CommitGroup(db);
    const prepare = preparing(db, this.#group);
    this.#pages = new PageTable(prepare);
    this.hosts = new HostLedger(prepare);
    this.portals = new PortalLedger(prepare);
    this.cookies = cookieShelf(prepare);
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
    try {
      this.#group.commit();
    } finally {
      this.#db.close();
    }
  }

  /** Makes sure that everything written so far is kept, without waiting for the turn to end. */
  commit(): void {
    this.#group.commit();
  }

  /** Resolves once everything written so far is kept; rejects when it cannot be. */
  committed(): Promise<void> {
    return this.#group.committed();
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
      this.#run = this.#pages.begin(options.portals, options.now, options.revisitAll);
      this.#now = options.now;
      this.#selected.clear();
      for (const portal of options.portals) this.#selected.add(portal);
      this.#silent.clear();
      const aside = this.#pages.putRestingAside(options.now);
      this.turns.clear();
      for (const [host, count] of this.#pages.queuedBy('host')) {
        this.turns.addPending(host, count, this.hosts.address(host));
      }
      this.#pending.clear();
      for (const [portal, count] of this.#pages.queuedBy('portal')) this.#pending.set(portal, count);
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
        if (!this.#pages.insert(page, host, isQueued, this.#run)) continue;
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
    const host = this.#pages.queueAgain(page, this.#silent, this.#run, this.#now);
    if (host !== null) this.#enqueue(page.portal, host);
    return host !== null;
  }

  /** The next page of a host whose turn it is, now leased; null when no host is free. `clock` is Date.now(). */
  lease(clock: number): KnownPage | null {
    const host = this.turns.free(clock);
    if (host === null) return null;
    const page = this.#pages.lease(host, clock);
    if (page === null) throw new RangeError(`${host} counts pages that are not queued`);
    this.turns.lease(host);
    this.#leased += 1;
    this.#queued -= 1;
    return page;
  }

  /** Keeps what came of a visit and when the page is due again. `readyAt`: Date.now() at which the host is free. */
  settle(page: KnownPage, visit: Settlement, now: number, readyAt: number): void {
    this.#pages.settle(page, visit, this.#run, now);
    this.#endLease(page, readyAt);
    this.#handled += 1;
    this.#count(page.portal, -1);
  }

  /** Puts a leased page back in the queue: behind the others of its host, or, when interrupted, as it was. */
  putBack(page: KnownPage, readyAt: number, reason: 'retry' | 'interrupted'): void {
    try {
      this.#pages.putBack(page, reason);
    } finally {
      // Also where the file cannot be written: the run ends, and the next one takes the page up again.
      this.#endLease(page, readyAt);
      this.turns.addPending(page.host, 1);
      this.#queued += 1;
    }
  }

  /** Takes a leased page out of this run without a result: it stays due. */
  postpone(page: KnownPage, readyAt: number): void {
    this.#pages.postpone(page, this.#run);
    this.#endLease(page, readyAt);
    this.#count(page.portal, -1);
  }

  /**
   * Takes all queued pages of a host out of this run; they stay due. Returns how many, per portal.
   * @param until null for a host that is silent: the next run tries it again
   */
  leaveAlone(host: string, until: number | null): Map<string, number> {
    return this.#transaction(() => {
      const counts = this.#pages.putHostAside(host);
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
    this.#pages.reclassify(page, role);
  }

  /** Notes that a page read as a list leads nowhere: it is looked at as seldom as a further page of one. */
  keepTrailing(page: KnownPage): KnownPage {
    return this.#pages.keepTrailing(page);
  }

  /** Whether a page was found to say nothing until its scripts have run. */
  isScripted(page: KnownPage): boolean {
    return this.#pages.isScripted(page.id);
  }

  keepScripted(page: KnownPage): void {
    this.#pages.keepScripted(page.id);
  }

  /** Notes that a known page needs its scripts, and queues it once more, unless that was known. */
  showAgain(portal: string, url: string): void {
    this.#transaction(() => {
      const page = this.#pages.idleUnscripted(portal, url);
      if (page === null || !this.#selected.has(portal) || this.#silent.has(page.host)) return;
      this.#pages.keepScripted(page.id);
      this.#pages.queueAtOnce(page.id);
      this.#enqueue(portal, page.host);
    });
  }

  /** Marks the run as carried through: the next one with `revisitAll` begins afresh. */
  endRun(): void {
    this.#pages.end();
  }

  #enqueue(portal: string, host: string): void {
    this.turns.addPending(host, 1, this.hosts.address(host));
    this.#queued += 1;
    this.#count(portal, 1);
  }

  #endLease(page: KnownPage, readyAt: number): void {
    this.#leased -= 1;
    this.#group.afterwards(() => this.turns.release(page.host, readyAt));
  }

  #count(portal: string, change: number): void {
    this.#pending.set(portal, this.pendingOf(portal) + change);
  }

  #transaction<T>(task: () => T): T {
    this.#group.begin();
    return this.#db.transaction(task)();
  }
}
