/** The table of pages: what is asked of it and written to it. Who may be asked next, and how many wait, is the frontier's. */

import { addressKey } from './addresses.ts';
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
import type { Prepare } from './prepared.ts';
import { latestReportYear, nextVisit } from './revisit-policy.ts';

const leaseMs = 60 * 60_000;

export class PageTable {
  readonly #prepare: Prepare;

  constructor(prepare: Prepare) {
    this.#prepare = prepare;
  }

  /** Ends what a killed run left, numbers the new run, and queues what is due of its portals. */
  begin(portals: readonly string[], now: number, revisitAll: boolean): number {
    this.#prepare(`UPDATE page SET state = 'idle', lease_until = NULL WHERE state = 'queued'`).run();
    this.#prepare(`UPDATE page SET state = 'idle', lease_until = NULL WHERE state = 'leased'`).run();
    this.#prepare('CREATE TEMP TABLE IF NOT EXISTS selected (portal TEXT PRIMARY KEY)').run();
    this.#prepare('DELETE FROM selected').run();
    for (const portal of portals) this.#prepare('INSERT OR IGNORE INTO selected VALUES (?)').run(portal);
    this.#prepare(
      `INSERT INTO meta VALUES ('run', '1') ON CONFLICT (key) DO UPDATE SET value = value + 1`,
    ).run();
    // A run over everything that was cut short goes on: what it has visited is not visited again.
    this.#prepare(
      revisitAll
        ? `INSERT OR IGNORE INTO meta SELECT 'open_run', value FROM meta WHERE key = 'run'`
        : `DELETE FROM meta WHERE key = 'open_run'`,
    ).run();
    const since = this.#runOf('open_run');
    this.#prepare(
      `UPDATE page SET state = 'queued', rank = rank % ${retryRank}, attempts = 0
         WHERE ${revisitAll ? '(next_due <= @now OR visited_run < @since)' : 'next_due <= @now'}
           AND portal IN (SELECT portal FROM selected)`,
    ).run(revisitAll ? { now, since } : { now });
    return this.#runOf('run');
  }

  /** Marks the run as carried through: the next one with `revisitAll` begins afresh. */
  end(): void {
    this.#prepare(`DELETE FROM meta WHERE key = 'open_run'`).run();
  }

  /** Takes pages of hosts that are left alone out of the queue; returns how many, per portal. */
  putRestingAside(now: number): Map<string, number> {
    const resting = 'host IN (SELECT host FROM host WHERE left_alone_until > @now)';
    const aside = this.#countQueued('portal', resting, { now });
    this.#prepare(`UPDATE page SET state = 'idle' WHERE state = 'queued' AND ${resting}`).run({ now });
    return aside;
  }

  /** Takes all queued pages of a host out of the queue; returns how many, per portal. */
  putHostAside(host: string): Map<string, number> {
    const counts = this.#countQueued('portal', 'host = @host', { host });
    this.#prepare(`UPDATE page SET state = 'idle' WHERE state = 'queued' AND host = @host`).run({ host });
    return counts;
  }

  queuedBy(name: 'portal' | 'host'): Map<string, number> {
    return this.#countQueued(name, '1', {});
  }

  /** @returns false for a page that is known */
  insert(page: NewPage, host: string, isQueued: boolean, run: number): boolean {
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
      run,
    });
    return changes > 0;
  }

  /**
   * Queues a known page that this run has not visited.
   * @returns its host; null when there is no such page, or its host is left alone
   */
  queueAgain(page: NewPage, silent: ReadonlySet<string>, run: number, now: number): string | null {
    const row = this.#prepare(
      `UPDATE page SET state = 'queued', attempts = 0, next_due = 0, list_state = @list_state
         WHERE portal = @portal AND key = @key AND state = 'idle' AND visited_run < @run
           AND NOT EXISTS (SELECT 1 FROM host WHERE host.host = page.host AND left_alone_until > @now)
           AND host NOT IN (SELECT value FROM json_each(@silent))
         RETURNING host`,
    ).get({
      silent: JSON.stringify([...silent]),
      portal: page.portal,
      key: pageKey(page),
      list_state: page.list_state ?? null,
      run,
      now,
    }) as { host: string } | undefined;
    return row?.host ?? null;
  }

  /** The first queued page of a host, now leased. */
  lease(host: string, clock: number): KnownPage | null {
    const row = this.#prepare(
      `UPDATE page SET state = 'leased', lease_until = @until, attempts = attempts + 1
         WHERE id = (SELECT id FROM page WHERE state = 'queued' AND host = @host ORDER BY rank, id LIMIT 1)
         RETURNING *`,
    ).get({ host, until: clock + leaseMs }) as PageRow | undefined;
    if (row === undefined) return null;
    return {
      ...row,
      leading: row.leading === 1,
      headers: JSON.parse(row.headers) as [string, string][],
    };
  }

  settle(page: KnownPage, visit: Settlement, run: number, now: number): void {
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
      run,
      due: nextVisit({ ...page, isWatched: isWatched(page, visit, now) }, now, visit.result, streak),
    });
  }

  putBack(page: KnownPage, reason: 'retry' | 'interrupted'): void {
    this.#prepare(
      `UPDATE page SET state = 'queued', lease_until = NULL, rank = @rank, attempts = @attempts WHERE id = @id`,
    ).run({
      id: page.id,
      rank: rankOf[page.role] + (reason === 'retry' ? retryRank : 0),
      attempts: reason === 'retry' ? page.attempts : page.attempts - 1,
    });
  }

  postpone(page: KnownPage, run: number): void {
    this.#prepare(
      `UPDATE page SET state = 'idle', lease_until = NULL, attempts = 0, visited_run = @run WHERE id = @id`,
    ).run({ id: page.id, run });
  }

  reclassify(page: KnownPage, role: PageRole): void {
    this.#prepare('UPDATE page SET role = ? WHERE id = ?').run(role, page.id);
  }

  /** Notes that a page read as a list leads nowhere: it is looked at as seldom as a further page of one. */
  keepTrailing(page: KnownPage): KnownPage {
    this.#prepare('UPDATE page SET leading = 0 WHERE id = ?').run(page.id);
    return { ...page, leading: false };
  }

  isScripted(id: number): boolean {
    return this.#prepare('SELECT 1 FROM scripted WHERE page = ?').get(id) !== undefined;
  }

  keepScripted(id: number): void {
    this.#prepare('INSERT OR IGNORE INTO scripted VALUES (?)').run(id);
  }

  /** An idle page that is not known to need its scripts. */
  idleUnscripted(portal: string, url: string): { readonly id: number; readonly host: string } | null {
    const row = this.#prepare(
      `SELECT id, host FROM page WHERE portal = @portal AND key = @key AND state = 'idle'
         AND id NOT IN (SELECT page FROM scripted)`,
    ).get({ portal, key: addressKey(url) }) as { id: number; host: string } | undefined;
    return row ?? null;
  }

  queueAtOnce(id: number): void {
    this.#prepare(`UPDATE page SET state = 'queued', attempts = 0, next_due = 0 WHERE id = ?`).run(id);
  }

  #runOf(key: 'run' | 'open_run'): number {
    return Number(this.#prepare('SELECT value FROM meta WHERE key = ?').pluck().get(key) ?? 0);
  }

  #countQueued(by: 'portal' | 'host', where: string, values: Record<string, string | number>) {
    const rows = this.#prepare(
      `SELECT ${by} AS name, count(*) AS count FROM page WHERE state = 'queued' AND ${where} GROUP BY 1`,
    ).all(values) as { name: string; count: number }[];
    return new Map(rows.map(({ name, count }) => [name, count]));
  }
}

/** Corrections come soon after a report. Where a server tells by a validator that nothing changed, it is asked nightly. */
function isWatched(page: KnownPage, visit: Settlement, now: number): boolean {
  if (page.role !== 'document') return false;
  const isCheap =
    (page.promise === 'guess' && visit.result === 'gone') ||
    ((visit.etag !== null || visit.last_modified !== null) &&
      (visit.result !== 'unchanged' || visit.status === 304));
  const latest = latestReportYear(now);
  return isCheap && (reportYear(page.link_text ?? '', page.url) ?? latest) >= latest;
}
