/** What the frontier knows of whole portals. */

import type { PageRole } from './frontier-page.ts';
import type { Prepare } from './prepared.ts';

export interface DocumentCounts {
  /** Documents of which a capture is held and that were not gone when last looked at. */
  readonly held: number;
  /** Documents known of that were not visited in the run. */
  readonly notVisited: number;
}

export class PortalLedger {
  readonly #prepare: Prepare;

  constructor(prepare: Prepare) {
    this.#prepare = prepare;
  }

  /** Known pages that a run would begin with, by role; null for a portal never crawled. */
  due(portal: string, now: number, revisitAll: boolean): Partial<Record<PageRole, number>> | null {
    const isKnown = this.#prepare('SELECT 1 FROM page WHERE portal = ? LIMIT 1').get(portal) !== undefined;
    if (!isKnown) return null;
    const rows = this.#prepare(
      'SELECT role, count(*) AS count FROM page WHERE portal = ? AND (next_due <= ? OR ?) GROUP BY role',
    ).all(portal, now, revisitAll ? 1 : 0) as { role: PageRole; count: number }[];
    return Object.fromEntries(rows.map(({ role, count }) => [role, count]));
  }

  documents(portal: string, run: number): DocumentCounts {
    return this.#prepare(
      `SELECT count(*) FILTER (WHERE digest IS NOT NULL AND last_outcome <> 'gone') AS held,
              count(*) FILTER (WHERE visited_run < ?) AS notVisited
         FROM page WHERE portal = ? AND role = 'document'`,
    ).get(run, portal) as DocumentCounts;
  }

  /** Whether a list of the portal has ever been read. */
  hasListing(portal: string): boolean {
    const listing = this.#prepare(
      `SELECT 1 FROM page WHERE portal = ? AND role = 'listing' AND digest IS NOT NULL LIMIT 1`,
    ).get(portal);
    return listing !== undefined;
  }

  /** Columns of the portal, those of single years and bodies left out. */
  columns(portal: string): { url: string; title: string }[] {
    return this.#prepare(
      `SELECT url, coalesce(link_text, '') AS title FROM page
         WHERE portal = ? AND role = 'listing' AND leading = 1 AND depth = 0 AND digest IS NOT NULL ORDER BY id`,
    ).all(portal) as { url: string; title: string }[];
  }

  /** Reports that the portal's lists name, fetched or not. */
  promised(portal: string): number {
    return this.#prepare(`SELECT count(*) FROM page WHERE portal = ? AND role = 'document'`)
      .pluck()
      .get(portal) as number;
  }

  /** Whether another document of the portal is held that has the same bytes. */
  holdsCopy(portal: string, digest: string | null): boolean {
    const copy = this.#prepare(
      `SELECT 1 FROM page WHERE portal = ? AND digest = ? AND role = 'document' LIMIT 1`,
    ).get(portal, digest);
    return copy !== undefined;
  }

  /** The platform that the portal's lists were last found to be of. */
  platform(portal: string): string | null {
    const value = this.#prepare('SELECT value FROM meta WHERE key = ?').pluck().get(`platform ${portal}`);
    return (value as string | undefined) ?? null;
  }

  keepPlatform(portal: string, platform: string): void {
    this.#prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)').run(`platform ${portal}`, platform);
  }
}
