/**
 * Follows a page's drawing operators as a printer would, and notes where each character and each ruling line comes
 * to stand. Nothing is drawn.
 */

import { apply, compose, identity, type Matrix, matrixOf } from './matrix.ts';
import { OPS } from './operators.ts';
import type { PdfFont, PdfPage } from './pdfjs.ts';

/** A character as drawn: where it begins, where the next one would, and how high it is, in page coordinates. */
export interface DrawnCharacter {
  readonly text: string;
  readonly start: readonly [number, number];
  readonly end: readonly [number, number];
  readonly size: number;
  /** Direction of writing, in quarter turns clockwise; null where it is none. */
  readonly turn: 0 | 1 | 2 | 3 | null;
  readonly visible: boolean;
}

export interface DrawnLine {
  readonly start: readonly [number, number];
  readonly end: readonly [number, number];
}

/** A picture as painted: its corners are those of the unit square, its first row lies along the upper side. */
export interface DrawnPicture {
  /** Name of an object of the page, or the picture itself. */
  readonly source: unknown;
  readonly matrix: Matrix;
}

export interface Drawing {
  readonly characters: DrawnCharacter[];
  readonly lines: DrawnLine[];
  readonly pictures: DrawnPicture[];
  /** Characters of fonts that do not tell what their codes mean. */
  unmapped: number;
}

interface State {
  ctm: Matrix;
  textMatrix: Matrix;
  x: number;
  y: number;
  lineX: number;
  lineY: number;
  leading: number;
  characterSpacing: number;
  wordSpacing: number;
  scale: number;
  rise: number;
  mode: number;
  font: PdfFont | null;
  fontSize: number;
  fill: unknown;
  stroke: unknown;
}

interface Glyph {
  readonly originalCharCode?: unknown;
  readonly unicode?: unknown;
  readonly width?: unknown;
  readonly isSpace?: unknown;
  readonly vmetric?: readonly number[] | null;
}

/** Filled shapes thinner than this are ruling lines; thicker ones are shades behind cells. In points. */
const thinnest = 2.5;
/** Text in these modes leaves no ink: scanners lay what they believe to have recognised under the picture. */
const invisibleModes = new Set([3, 7]);
const unknownCharacter = '\ufffd';

export function draw(page: PdfPage): Drawing {
  const pen = new Pen(page);
  for (const [index, operator] of page.operators.entries()) pen.take(operator, page.operands[index] ?? []);
  return pen.drawing;
}

class Pen {
  readonly drawing: Drawing = { characters: [], lines: [], pictures: [], unmapped: 0 };
  private readonly page: PdfPage;
  private readonly base: Matrix;
  private readonly saved: State[] = [];
  private state: State;

  constructor(page: PdfPage) {
    this.page = page;
    this.base = matrixOf(page.transform) ?? identity;
    this.state = {
      ctm: this.base,
      textMatrix: identity,
      x: 0,
      y: 0,
      lineX: 0,
      lineY: 0,
      leading: 0,
      characterSpacing: 0,
      wordSpacing: 0,
      scale: 1,
      rise: 0,
      mode: 0,
      font: null,
      fontSize: 0,
      fill: null,
      stroke: null,
    };
  }

  take(operator: number, operands: readonly unknown[]): void {
    const { state } = this;
    const first = numberOr(operands[0], 0);
    switch (operator) {
      case OPS.save:
        this.save();
        return;
      case OPS.restore:
      case OPS.paintFormXObjectEnd:
      case OPS.endAnnotation:
        this.restore();
        return;
      case OPS.transform:
        this.transform(operands);
        return;
      case OPS.paintFormXObjectBegin:
        this.save();
        this.transform(operands[0]);
        return;
      case OPS.beginAnnotation:
        this.save();
        this.state.ctm = this.base;
        this.transform(operands[2]);
        this.transform(operands[3]);
        return;
      case OPS.setGState:
        this.setGraphicsState(operands[0]);
        return;
      case OPS.setStrokeRGBColor:
        state.stroke = operands[0];
        return;
      case OPS.setFillRGBColor:
        state.fill = operands[0];
        return;
      case OPS.constructPath:
        this.path(numberOr(operands[0], OPS.endPath), operands[1]);
        return;
      case OPS.paintImageMaskXObject:
      case OPS.paintImageXObject:
      case OPS.paintInlineImageXObject:
        this.drawing.pictures.push({ source: operands[0], matrix: state.ctm });
        return;
      case OPS.beginText:
        state.textMatrix = identity;
        state.x = state.lineX = state.y = state.lineY = 0;
        return;
      case OPS.setCharSpacing:
        state.characterSpacing = first;
        return;
      case OPS.setWordSpacing:
        state.wordSpacing = first;
        return;
      case OPS.setHScale:
        state.scale = first / 100;
        return;
      case OPS.setLeading:
        state.leading = first;
        return;
      case OPS.setTextRise:
        state.rise = first;
        return;
      case OPS.setTextRenderingMode:
        state.mode = first;
        return;
      case OPS.setFont:
        this.setFont(operands[0], operands[1]);
        return;
      case OPS.moveText:
        this.moveText(first, numberOr(operands[1], 0));
        return;
      case OPS.setLeadingMoveText:
        state.leading = -numberOr(operands[1], 0);
        this.moveText(first, numberOr(operands[1], 0));
        return;
      case OPS.nextLine:
        this.moveText(0, -state.leading);
        return;
      case OPS.setTextMatrix:
        state.textMatrix = matrixOf(operands[0]) ?? matrixOf(operands) ?? identity;
        state.x = state.lineX = state.y = state.lineY = 0;
        return;
      case OPS.showText:
        if (Array.isArray(operands[0])) this.show(operands[0]);
    }
  }

  private save(): void {
    // A document may save without end; what it can restore is bounded.
    if (this.saved.length < 10_000) this.saved.push({ ...this.state });
  }

  private restore(): void {
    this.state = this.saved.pop() ?? this.state;
  }

  private transform(operand: unknown): void {
    const matrix = matrixOf(operand);
    if (matrix) this.state.ctm = compose(this.state.ctm, matrix);
  }

  private moveText(x: number, y: number): void {
    const { state } = this;
    state.lineX += x;
    state.lineY += y;
    state.x = state.lineX;
    state.y = state.lineY;
  }

  private setFont(name: unknown, size: unknown): void {
    this.state.font = typeof name === 'string' ? this.page.font(name) : null;
    this.state.fontSize = numberOr(size, 0);
  }

  private setGraphicsState(entries: unknown): void {
    if (!Array.isArray(entries)) return;
    for (const entry of entries)
      if (Array.isArray(entry) && entry[0] === 'Font' && Array.isArray(entry[1]))
        this.setFont(entry[1][0], entry[1][1]);
  }

  private show(glyphs: readonly unknown[]): void {
    const { state } = this;
    const { font, fontSize } = state;
    const unit = fontSize * (font?.fontMatrix?.[0] ?? 0.001);
    // Of a font that could not be read, pdf.js gives no characters at all.
    if (font === null && glyphs.length === 0) this.drawing.unmapped++;
    const matrix = compose(state.ctm, state.textMatrix);
    const [originX, originY] = apply(matrix, 0, 0);
    const [alongX, alongY] = apply(matrix, 1, 0);
    const [upX, upY] = apply(matrix, 0, 1);
    const size = Math.abs(fontSize) * Math.hypot(upX - originX, upY - originY);
    const direction = fontSize < 0 || state.scale < 0 ? -1 : 1;
    const turn = turnOf((alongX - originX) * direction, (alongY - originY) * direction);
    for (const item of glyphs) {
      if (typeof item === 'number') {
        const shift = (item * fontSize) / 1000;
        if (font?.vertical) state.y -= shift;
        else state.x -= shift * state.scale;
        continue;
      }
      if (typeof item !== 'object' || item === null) continue;
      const glyph = item as Glyph;
      const text = this.textOf(glyph);
      const width = numberOr(glyph.width, 0) * unit;
      const spacing = state.characterSpacing + (glyph.isSpace === true ? state.wordSpacing : 0);
      let x = state.x;
      let y = state.y + state.rise;
      if (font?.vertical) {
        const metrics = glyph.vmetric ?? font.defaultVMetrics ?? [-1000, 500, 880];
        x -= (glyph.vmetric ? numberOr(metrics[1], 0) : numberOr(glyph.width, 0) / 2) * unit;
        y -= numberOr(metrics[2], 880) * unit;
        state.y += numberOr(metrics[0], -1000) * unit - spacing;
      } else state.x += (width + spacing) * state.scale;
      if (text === '') continue;
      this.drawing.characters.push({
        text,
        start: apply(matrix, x, y),
        end: apply(matrix, x + width * state.scale, y),
        size,
        turn,
        visible: !invisibleModes.has(state.mode & 7),
      });
    }
  }

  /** Where the font does not map a code, pdf.js gives the code itself as text: that would be an invented character. */
  private textOf(glyph: Glyph): string {
    const text = typeof glyph.unicode === 'string' ? glyph.unicode : '';
    const map = this.state.font?.toUnicode;
    const code = glyph.originalCharCode;
    if (map && typeof code === 'number' && map.firstChar === undefined && map.has(code)) return text;
    if (glyph.isSpace === true) return ' ';
    this.drawing.unmapped++;
    return unknownCharacter;
  }

  /** Straight strokes and thin filled shapes are ruling lines. */
  private path(paint: number, operand: unknown): void {
    const numbers: unknown = Array.isArray(operand) ? operand[0] : null;
    if (!ArrayBuffer.isView(numbers) && !Array.isArray(numbers)) return;
    const strokes = strokeOperators.has(paint) && !isWhite(this.state.stroke);
    const fills = fillOperators.has(paint) && !isWhite(this.state.fill);
    if (!strokes && !fills) return;
    for (const points of subpaths(numbers as unknown as ArrayLike<number>)) {
      const drawn = points.map(([x, y]) => apply(this.state.ctm, x, y));
      if (strokes) this.stroke(drawn);
      else this.fill(drawn);
    }
  }

  private stroke(points: readonly (readonly [number, number])[]): void {
    for (let index = 1; index < points.length; index++) {
      const start = points[index - 1];
      const end = points[index];
      if (start && end) this.drawing.lines.push({ start, end });
    }
  }

  private fill(points: readonly (readonly [number, number])[]): void {
    const xs = points.map(([x]) => x);
    const ys = points.map(([, y]) => y);
    if (points.length < 4 || points.length > 6) return;
    const [left, right] = [Math.min(...xs), Math.max(...xs)];
    const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    if (bottom - top <= thinnest && right - left > bottom - top)
      this.drawing.lines.push({ start: [left, y], end: [right, y] });
    else if (right - left <= thinnest && bottom - top > right - left)
      this.drawing.lines.push({ start: [x, top], end: [x, bottom] });
  }
}

const strokeOperators = new Set<number>([
  OPS.stroke,
  OPS.closeStroke,
  OPS.fillStroke,
  OPS.eoFillStroke,
  OPS.closeFillStroke,
  OPS.closeEOFillStroke,
]);
const fillOperators = new Set<number>([OPS.fill, OPS.eoFill]);

const isWhite = (colour: unknown): boolean => typeof colour === 'string' && /^#f{6}$/i.test(colour);

/** Quarter turns clockwise of a direction of writing, within six degrees. */
function turnOf(x: number, y: number): 0 | 1 | 2 | 3 | null {
  const length = Math.hypot(x, y);
  if (length === 0) return null;
  const [cos, sin] = [x / length, y / length];
  const straight = 0.995;
  if (cos > straight) return 0;
  if (sin > straight) return 1;
  if (cos < -straight) return 2;
  return sin < -straight ? 3 : null;
}

/** Corners of each part of a path; where a curve lies between, the path is cut, since it rules nothing. */
function* subpaths(numbers: ArrayLike<number>): Generator<[number, number][]> {
  let points: [number, number][] = [];
  let index = 0;
  const at = (offset: number): [number, number] => [
    numbers[index + offset] ?? 0,
    numbers[index + offset + 1] ?? 0,
  ];
  while (index < numbers.length) {
    switch (numbers[index++]) {
      case 0:
        if (points.length > 1) yield points;
        points = [at(0)];
        index += 2;
        break;
      case 1:
        points.push(at(0));
        index += 2;
        break;
      case 2:
        if (points.length > 1) yield points;
        points = [at(4)];
        index += 6;
        break;
      case 3:
        if (points.length > 1) yield points;
        points = [at(2)];
        index += 4;
        break;
      case 4: {
        const first = points[0];
        if (first) points.push(first);
        break;
      }
      default:
        return;
    }
  }
  if (points.length > 1) yield points;
}

const numberOr = (value: unknown, otherwise: number): number =>
  typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
