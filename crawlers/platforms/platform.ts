/** What a platform (CMS) is to the crawl: it knows its own list pages, and reads items and further pages off them. */

import { createHash } from 'node:crypto';
import { addressKey } from '../addresses.ts';
import type { Anchor, PageLinks } from '../page-links.ts';

/** Carried from one page of a list to the next; kept in the frontier as JSON. */
export interface ListState {
  readonly platform: string;
  /** Number of the page that is asked for: 1 for the first. */
  readonly page: number;
  /** Marks of the items of the first page and of the page before, to tell when a list goes in circles. */
  readonly seen: readonly string[];
  /** What else the platform needs. */
  readonly memo: Readonly<Record<string, string | number>>;
}

/** A list page as it was answered. */
export interface ListPage {
  /** Where it was read from, after redirects. */
  readonly url: string;
  readonly status: number;
  /** Decoded text. */
  readonly text: string;
  readonly links: PageLinks;
  /** Null for the first page. */
  readonly state: ListState | null;
}

export interface ListItem {
  readonly url: string;
  readonly title: string;
  readonly date: string | null;
  /** Files that the list itself names as belonging to the item. */
  readonly files?: readonly { readonly url: string; readonly title: string }[];
}

/** A further page of a list. */
export interface ListRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly body: string | null;
  readonly headers: readonly (readonly [string, string])[];
  /** The column page, sent as Referer. */
  readonly referrer: string;
  readonly state: ListState;
  /** Set for the page of newest items where the column itself holds none: it is looked at as often as the column. */
  readonly leads?: boolean;
  /** Set where it asks another way for what this answer should have held: then it is asked in any case. */
  readonly replaces?: boolean;
}

export interface ListLinks {
  readonly items: readonly ListItem[];
  readonly next: readonly ListRequest[];
  /** Set when the list was left because a page brought nothing that the pages before had not. */
  readonly isEndless: boolean;
}

export interface Platform {
  readonly id: string;
  /** Whether a first list page is of this platform. */
  detect(page: ListPage): boolean;
  links(page: ListPage): ListLinks;
  /** Columns of annual reports that the page names in a way that only this platform knows. */
  columns?(page: ListPage): readonly Anchor[];
  /** Another way to ask for a page that answered with an error; null when there is none left. */
  afterFailure?(url: string, state: ListState): ListRequest | null;
}

export const noLinks: ListLinks = { items: [], next: [], isEndless: false };

/** The request of a further page by GET, with what most platforms send. */
export function pageRequest(
  request: Pick<ListRequest, 'url' | 'referrer' | 'state'> & Partial<ListRequest>,
): ListRequest {
  return { method: 'GET', body: null, headers: [], ...request };
}

/** As scripts of a page ask for data. */
export const scriptHeaders = [['x-requested-with', 'XMLHttpRequest']] as const;
export const jsonHeaders = [['content-type', 'application/json;charset=UTF-8'], ...scriptHeaders] as const;
export const formHeaders = [
  ['content-type', 'application/x-www-form-urlencoded; charset=UTF-8'],
  ...scriptHeaders,
] as const;

/** Whether the page's own address, or that of a page of its host that it links to, matches. */
export function hasOwnAddress({ url, links }: ListPage, pattern: RegExp): boolean {
  const { host } = new URL(url);
  return (
    pattern.test(url) ||
    links.anchors.some(anchor => pattern.test(anchor.url) && new URL(anchor.url).host === host)
  );
}

/** Short mark of an address. */
export function markOf(url: string): string {
  return createHash('sha1').update(addressKey(url)).digest('hex').slice(0, 8);
}

/** More marks than a page has items; keeps a list state small. */
const mostMarks = 400;

/** Marks for the next page to compare with: those of the first page, then those of this one. */
export function marksAfter(
  state: ListState | null,
  items: readonly ListItem[],
  firstCount: number,
): string[] {
  const here = items.map(({ url }) => markOf(url));
  const first = state === null ? [] : state.seen.slice(0, firstCount);
  return [...first, ...here].slice(0, mostMarks);
}

/** Links of the pager itself: relative ones lead elsewhere from every page, and are no news. */
const pagerTitle = /^(\d{1,4}|[<>‹›«»…\s.]+|(首|尾|末|上|下|前|后)一?页|[<>‹›«»]*(上|下)一?页[<>‹›«»]*)$/;

/** Items that neither the first page nor the page before had. */
export function freshItems(state: ListState | null, items: readonly ListItem[]): ListItem[] {
  const seen = new Set(state?.seen ?? []);
  return items.filter(({ url, title }) => !pagerTitle.test(title) && !seen.has(markOf(url)));
}
