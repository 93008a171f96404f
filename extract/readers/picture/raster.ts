/** Grey pictures in memory: 0 is black, 255 is white. */

export interface Raster {
  readonly width: number;
  readonly height: number;
  /** Row after row from above. */
  readonly data: Uint8Array;
}

/** Pixels of a picture: a page scanned at 600 dpi has 35 million. */
export const mostPixels = 40_000_000;

export const blank = (width: number, height: number): Raster => ({
  width,
  height,
  data: new Uint8Array(width * height).fill(255),
});

/** Where a part of a picture lies; right and bottom are exclusive. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Part of a picture, enlarged or reduced, on white with a margin around it. */
export function cut(source: Raster, box: Box, scale: number, margin: number): Raster {
  const width = Math.max(1, Math.round((box.right - box.left) * scale));
  const height = Math.max(1, Math.round((box.bottom - box.top) * scale));
  const part = blank(width + 2 * margin, height + 2 * margin);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      part.data[(y + margin) * part.width + x + margin] = sample(
        source,
        box.left + (x + 0.5) / scale - 0.5,
        box.top + (y + 0.5) / scale - 0.5,
      );
  return part;
}

/** Between four pixels; outside of the picture all is white. */
export function sample({ width, height, data }: Raster, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [alongX, alongY] = [x - left, y - top];
  const at = (column: number, row: number): number =>
    column < 0 || row < 0 || column >= width || row >= height ? 255 : (data[row * width + column] ?? 255);
  const above = at(left, top) * (1 - alongX) + at(left + 1, top) * alongX;
  const below = at(left, top + 1) * (1 - alongX) + at(left + 1, top + 1) * alongX;
  return above * (1 - alongY) + below * alongY;
}

/** A picture turned about its middle, by a small angle in radians, clockwise. */
export function turned(source: Raster, angle: number): Raster {
  const { width, height } = source;
  const result = blank(width, height);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [middleX, middleY] = [width / 2, height / 2];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [dx, dy] = [x - middleX, y - middleY];
      result.data[y * width + x] = sample(
        source,
        middleX + dx * cos + dy * sin,
        middleY - dx * sin + dy * cos,
      );
    }
  return result;
}

/** One for each dark pixel: darker than its surroundings by a share, so that grey paper and shadows stay light. */
export function darkIn({ width, height, data }: Raster): Uint8Array {
  const sums = new Float64Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++) {
      row += data[y * width + x] ?? 0;
      sums[(y + 1) * (width + 1) + x + 1] = (sums[y * (width + 1) + x + 1] ?? 0) + row;
    }
  }
  const dark = new Uint8Array(width * height);
  const reach = Math.max(12, Math.round(width / 60));
  for (let y = 0; y < height; y++) {
    const [top, bottom] = [Math.max(0, y - reach), Math.min(height, y + reach + 1)];
    for (let x = 0; x < width; x++) {
      const [left, right] = [Math.max(0, x - reach), Math.min(width, x + reach + 1)];
      const sum =
        (sums[bottom * (width + 1) + right] ?? 0) -
        (sums[top * (width + 1) + right] ?? 0) -
        (sums[bottom * (width + 1) + left] ?? 0) +
        (sums[top * (width + 1) + left] ?? 0);
      const value = data[y * width + x] ?? 255;
      dark[y * width + x] = value < 200 && value * (bottom - top) * (right - left) < 0.86 * sum ? 1 : 0;
    }
  }
  return dark;
}
