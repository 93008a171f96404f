/** A queue by time, in order of arrival where times are equal: a binary heap. */

export interface Place<T> {
  /** Date.now() scale. */
  readonly at: number;
  readonly ticket: number;
  readonly what: T;
}

export class EarliestFirst<T> {
  readonly #heap: Place<T>[] = [];

  get size(): number {
    return this.#heap.length;
  }

  clear(): void {
    this.#heap.length = 0;
  }

  first(): Place<T> | null {
    return this.#heap[0] ?? null;
  }

  add(place: Place<T>): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(place);
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || isBefore(parent, place)) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = place;
  }

  takeFirst(): Place<T> | null {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined) return null;
    if (heap.length === 0) return first;
    let at = 0;
    for (;;) {
      const left = heap[2 * at + 1];
      const right = heap[2 * at + 2];
      const isRight = left !== undefined && right !== undefined && isBefore(right, left);
      const below = isRight ? right : left;
      if (below === undefined || isBefore(last, below)) break;
      heap[at] = below;
      at = 2 * at + (isRight ? 2 : 1);
    }
    heap[at] = last;
    return first;
  }
}

function isBefore<T>(one: Place<T>, other: Place<T>): boolean {
  return one.at < other.at || (one.at === other.at && one.ticket < other.ticket);
}
