/** A small seeded generator, so that a failing document can be made again from its number. */

import { seededNumbers } from '../../schema/seeded-numbers.ts';

export interface Random {
  /** A float in [0, 1). */
  next(): number;
  /** A whole number in [0, limit). */
  below(limit: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
}

export function seededRandom(seed: number): Random {
  const next = seededNumbers(seed);
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    chance: probability => next() < probability,
    pick: <T>(items: readonly T[]): T => {
      const item = items[below(items.length)];
      if (item === undefined) throw new RangeError('expected at least one item to pick from');
      return item;
    },
  };
}
