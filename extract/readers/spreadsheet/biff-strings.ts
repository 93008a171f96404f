/** Strings of BIFF8, which may be cut by the limit of a record and go on in the next one. */

/** Reads over the parts of a record as if they were one. */
export class PartReader {
  private readonly parts: readonly Buffer[];
  private part = 0;
  private at = 0;

  constructor(parts: readonly Buffer[], at = 0) {
    this.parts = parts;
    this.at = at;
  }

  get isAtEnd(): boolean {
    return this.current() === null;
  }

  /** @throws {RangeError} behind the end */
  byte(): number {
    const part = this.current();
    if (part === null) throw new RangeError('behind the end of a record');
    return part.readUInt8(this.at++);
  }

  short(): number {
    return this.byte() | (this.byte() << 8);
  }

  long(): number {
    return (this.short() | (this.short() << 16)) >>> 0;
  }

  skip(length: number): void {
    for (let left = length; left > 0; ) {
      const part = this.current();
      if (part === null) return;
      const step = Math.min(left, part.length - this.at);
      this.at += step;
      left -= step;
    }
  }

  /** A string with its formatting and readings, of which only the text is given. */
  string(): string {
    const length = this.short();
    const flags = this.byte();
    const runs = (flags & 8) === 0 ? 0 : this.short();
    const extension = (flags & 4) === 0 ? 0 : this.long();
    const text = this.characters(length, (flags & 1) === 1);
    this.skip(4 * runs);
    this.skip(extension);
    return text;
  }

  private characters(length: number, isWide: boolean): string {
    let wide = isWide;
    let text = '';
    for (let left = length; left > 0; ) {
      const before = this.part;
      const part = this.current();
      if (part === null) throw new RangeError('a string without its end');
      // Characters that go on in another part begin with a width of their own.
      if (this.part !== before && text !== '') {
        wide = (part.readUInt8(this.at++) & 1) === 1;
        continue;
      }
      const width = wide ? 2 : 1;
      const count = Math.min(left, Math.floor((part.length - this.at) / width));
      if (count === 0) {
        this.at = part.length;
        continue;
      }
      text += part.toString(wide ? 'utf16le' : 'latin1', this.at, this.at + count * width);
      this.at += count * width;
      left -= count;
    }
    return text;
  }

  /** The part in which the next byte stands, or null at the end. */
  private current(): Buffer | null {
    while (this.part < this.parts.length) {
      const part = this.parts[this.part];
      if (part && this.at < part.length) return part;
      this.part++;
      this.at = 0;
    }
    return null;
  }
}
