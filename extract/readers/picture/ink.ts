/** The ink of one cell: pieces of dark pixels that hang together. */

import type { Box, Raster } from './raster.ts';

export interface Piece extends Box {
  readonly pixels: number;
}

export interface Ink {
  /** From the left; specks and remains of ruling lines are none. */
  readonly pieces: readonly Piece[];
  /** Where the pieces lie; null for a blank cell. */
  readonly box: Box | null;
  /** A piece runs into the cell's edge: part of it may be missing. */
  readonly isCut: boolean;
}

export function inkIn(dark: Uint8Array, { width }: Raster, cell: Box): Ink {
  const [across, down] = [cell.right - cell.left, cell.bottom - cell.top];
  const seen = new Uint8Array(Math.max(0, across * down));
  const pieces: Piece[] = [];
  let isCut = false;
  for (let start = 0; start < seen.length; start++) {
    if (seen[start] === 1 || dark[placeOf(start)] !== 1) continue;
    const piece = pieceFrom(start);
    const [wide, high] = [piece.right - piece.left, piece.bottom - piece.top];
    const atSide = piece.left === cell.left || piece.right === cell.right;
    const atEnd = piece.top === cell.top || piece.bottom === cell.bottom;
    if (wide <= 2 && high <= 2) continue;
    // What is left of a ruling line lies along the edge.
    if (atSide && wide <= 3 && high > 2 * wide) continue;
    if (atEnd && high <= 3 && wide > 2 * high) continue;
    if (atSide || atEnd) isCut = true;
    pieces.push(piece);
  }
  pieces.sort((a, b) => a.left - b.left);
  return { pieces, box: boxAround(pieces), isCut };

  function placeOf(index: number): number {
    return (cell.top + Math.floor(index / across)) * width + cell.left + (index % across);
  }

  function pieceFrom(start: number): Piece {
    const open = [start];
    seen[start] = 1;
    let [left, right, top, bottom] = [across, 0, down, 0];
    let pixels = 0;
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      const [x, y] = [index % across, Math.floor(index / across)];
      pixels++;
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y + 1);
      for (let row = Math.max(0, y - 1); row <= Math.min(down - 1, y + 1); row++)
        for (let column = Math.max(0, x - 1); column <= Math.min(across - 1, x + 1); column++) {
          const next = row * across + column;
          if (seen[next] === 1 || dark[placeOf(next)] !== 1) continue;
          seen[next] = 1;
          open.push(next);
        }
    }
    return {
      left: left + cell.left,
      right: right + cell.left,
      top: top + cell.top,
      bottom: bottom + cell.top,
      pixels,
    };
  }
}

export function boxAround(boxes: readonly Box[]): Box | null {
  const [first, ...others] = boxes;
  if (!first) return null;
  return others.reduce<Box>(
    (around, box) => ({
      left: Math.min(around.left, box.left),
      right: Math.max(around.right, box.right),
      top: Math.min(around.top, box.top),
      bottom: Math.max(around.bottom, box.bottom),
    }),
    first,
  );
}
