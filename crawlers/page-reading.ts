/** What reading a page gives: pages to look at, and what the page turned out to be. */

import type { SkipReason } from '../schema/capture.ts';
import type { KnownPage, NewPage } from './frontier-page.ts';
import type { PageLinks } from './page-links.ts';
import type { ListRequest } from './platforms/platform.ts';

export interface ReadingLimits {
  /** Hosts (with port) that belong to the portal. */
  readonly hosts: ReadonlySet<string>;
  /** Reports of earlier years are left out; null takes all. */
  readonly since: number | null;
}

export interface PageReading {
  /** Pages to look at: items, columns, steps, attachments. */
  readonly pages: readonly NewPage[];
  /** Further pages of the same list: asked for again when this one brought something new. */
  readonly further: readonly NewPage[];
  /** Those of them that stand in for this page, which did not hold what it should have. */
  readonly replacing: readonly NewPage[];
  readonly skipped: ReadonlyMap<SkipReason, number>;
  /** Set when the page was read as a list. */
  readonly platform: string | null;
  /** What the page turned out to be, where the link to it promised a report: a list, or a step to the report. */
  readonly becomes: 'listing' | 'attachment' | null;
  /** The page was read as a list, and is nothing but a report. */
  readonly isOnlyReport: boolean;
  /** Nothing of a report stands on it: neither its words, nor files, nor a way to either. */
  readonly lacksReport: boolean;
  /** As the page gives it. */
  readonly siteIdCode: string | null;
  /** Column whose data turned out to name no address: only its scripts know where the items are. */
  readonly shellOf: string | null;
  /** Nothing was found, and what there is seems to be put in by scripts. */
  readonly isShell: boolean;
}

export const emptyReading: PageReading = {
  pages: [],
  further: [],
  replacing: [],
  skipped: new Map(),
  platform: null,
  becomes: null,
  isOnlyReport: false,
  lacksReport: false,
  siteIdCode: null,
  shellOf: null,
  isShell: false,
};

export const noPageLinks: PageLinks = {
  anchors: [],
  forms: [],
  unresolved: [],
  frames: [],
  embeds: [],
  images: [],
  metas: new Map(),
  title: '',
  onward: null,
  text: '',
};

/** A further page of the list that `page` is of. */
export function listPage(page: KnownPage, request: ListRequest): NewPage {
  return {
    portal: page.portal,
    role: 'listing',
    url: request.url,
    method: request.method,
    body: request.body,
    headers: request.headers,
    depth: page.depth,
    referrer: request.referrer,
    link_text: page.link_text,
    leading: request.leads === true,
    list_state: JSON.stringify(request.state),
  };
}
