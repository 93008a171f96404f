/** How a list goes on from one page to the next: whether there is one, and what it must know of those before. */

import { freshItems, type ListItem, type ListPage, type ListState, marksAfter } from './platform.ts';

export interface ListCourse {
  /** Number of the page at hand, from 1. */
  readonly number: number;
  readonly goesOn: boolean;
  /** The page brought nothing that those before had not, though the list should not have ended. */
  readonly isEndless: boolean;
  /** State of the page that follows. */
  readonly next: ListState;
}

/**
 * @param items of this page
 * @param declaredPages how many pages the list says it has; null when it does not say, and ends with an empty page
 * @param memo what the platform wants to remember besides what it already does
 */
export function courseOf(
  page: ListPage,
  platform: string,
  items: readonly ListItem[],
  declaredPages: number | null,
  memo: ListState['memo'] = {},
): ListCourse {
  const { state } = page;
  const number = state?.page ?? 1;
  const isFirst = state === null || number <= 1;
  const isFresh = isFirst || freshItems(state, items).length > 0;
  const isMore = declaredPages === null ? items.length > 0 : number < declaredPages;
  const first = isFirst ? items.length : Number(state.memo['first']);
  return {
    number,
    goesOn: isFresh && isMore,
    isEndless: !isFresh && items.length > 0,
    next: {
      platform,
      page: number + 1,
      seen: marksAfter(isFirst ? null : state, items, first),
      memo: { ...state?.memo, ...memo, first },
    },
  };
}

/** State of the first page of an endpoint, asked for by a column that holds no items itself. */
export function firstState(platform: string, memo: ListState['memo'], page = 1): ListState {
  return { platform, page, seen: [], memo };
}

/** Pages that a number of records fills; null when either number is not known. */
export function pagesFor(records: number | null, size: number | null): number | null {
  return records === null || size === null || size < 1 ? null : Math.ceil(records / size);
}
