/** A page as the frontier knows it, and as it is added to it. */

import { addressKey } from './addresses.ts';
import type { VisitResult } from './revisit-policy.ts';

export type PageRole = 'home' | 'listing' | 'document' | 'attachment';
export type LinkPromise = 'report' | 'uncertain' | 'guess';

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

/** Lists before documents, so that the extent of a portal is known early. */
export const rankOf: Readonly<Record<PageRole, number>> = { home: 0, listing: 1, document: 2, attachment: 3 };
/** Added to the rank of a page that failed: it waits behind all others of its host. */
export const retryRank = 10;
/** As it stands in the table. */
export interface PageRow extends Omit<KnownPage, 'leading' | 'headers'> {
  readonly leading: number;
  readonly headers: string;
}

/** A column that is itself a report is two pages to the crawl: one read for links, one kept as a document. */
export function pageKey(page: NewPage): string {
  const key = addressKey(page.url, page.method ?? 'GET', page.body ?? '');
  return page.role === 'document' && page.link_text === null ? `${key} itself` : key;
}
