/** The streams of an OLE compound file, which is what .doc and .wps are packed in. */

import { NianbaoError } from '../../schema/issues.ts';

const endOfChain = 0xfffffffe;
const storage = { stream: 2, root: 5 };
const noEntry = 0xffffffff;

interface Entry {
  readonly name: string;
  readonly type: number;
  readonly left: number;
  readonly right: number;
  readonly child: number;
  readonly start: number;
  readonly size: number;
}

/**
 * The streams that stand in the root by name; those of embedded objects are not among them.
 *
 * @throws {NianbaoError} `input.media.corrupt`
 */
export function oleStreams(bytes: Uint8Array): ReadonlyMap<string, () => Buffer> {
  try {
    return new CompoundFile(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)).streams();
  } catch (error) {
    if (error instanceof RangeError) throw damaged();
    throw error;
  }
}

/** Why a compound file without a Word document or a workbook is not read: encrypted, or of another program. */
export function whyUnreadable(bytes: Uint8Array): NianbaoError {
  const names = [...oleStreams(bytes).keys()];
  if (names.includes('EncryptedPackage'))
    return new NianbaoError('input.media.encrypted', 'the document opens only with a password');
  const named = names.length === 0 ? 'no streams' : `streams ${names.slice(0, 5).join(', ')}`;
  return new NianbaoError(
    'input.media.unsupported',
    `an OLE file of another program than Word, Excel or their like (${named})`,
  );
}

const damaged = (): NianbaoError =>
  new NianbaoError('input.media.corrupt', 'the document’s container is damaged or cut off');

class CompoundFile {
  private readonly data: Buffer;
  private readonly sectorSize: number;
  private readonly miniSectorSize: number;
  private readonly miniCutoff: number;
  private readonly next: readonly number[];
  private readonly nextMini: readonly number[];
  private readonly entries: readonly Entry[];
  private readonly miniStream: Buffer;

  constructor(data: Buffer) {
    this.data = data;
    this.sectorSize = 1 << Math.min(data.readUInt16LE(30), 16);
    this.miniSectorSize = 1 << Math.min(data.readUInt16LE(32), 16);
    this.miniCutoff = data.readUInt32LE(56);
    if (this.sectorSize < 128 || this.miniSectorSize < 8) throw damaged();
    this.next = this.tableOfSectors().flatMap(sector => this.numbersIn(this.sector(sector)));
    this.nextMini = this.numbersIn(this.chain(data.readUInt32LE(60)));
    this.entries = entriesIn(this.chain(data.readUInt32LE(48)));
    const root = this.entries[0];
    if (root?.type !== storage.root) throw damaged();
    this.miniStream = this.chain(root.start);
  }

  streams(): ReadonlyMap<string, () => Buffer> {
    const found = new Map<string, () => Buffer>();
    const seen = new Set<number>();
    const open = [this.entries[0]?.child ?? noEntry];
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      const entry = this.entries[index];
      if (!entry || seen.has(index)) continue;
      seen.add(index);
      open.push(entry.left, entry.right);
      if (entry.type === storage.stream) found.set(entry.name, () => this.contentOf(entry));
    }
    return found;
  }

  private contentOf({ start, size }: Entry): Buffer {
    const content = size < this.miniCutoff ? this.miniChain(start) : this.chain(start);
    if (content.length < size) throw damaged();
    return content.subarray(0, size);
  }

  /** Sectors that hold the table of what follows what: 109 in the header, the rest in a chain of their own. */
  private tableOfSectors(): number[] {
    const sectors: number[] = [];
    for (let index = 0; index < 109; index++) sectors.push(this.data.readUInt32LE(76 + 4 * index));
    let more = this.data.readUInt32LE(68);
    for (let left = this.data.readUInt32LE(72); left > 0 && this.holds(more); left--) {
      const numbers = this.numbersIn(this.sector(more));
      more = numbers.pop() ?? endOfChain;
      sectors.push(...numbers);
      if (sectors.length > this.data.length / 4) throw damaged();
    }
    return sectors.filter(sector => this.holds(sector));
  }

  private holds(sector: number): boolean {
    return (sector + 1) * this.sectorSize < this.data.length;
  }

  private sector(index: number): Buffer {
    return this.data.subarray((index + 1) * this.sectorSize, (index + 2) * this.sectorSize);
  }

  private numbersIn(sector: Buffer): number[] {
    const numbers: number[] = [];
    for (let at = 0; at + 4 <= sector.length; at += 4) numbers.push(sector.readUInt32LE(at));
    return numbers;
  }

  private chain(start: number): Buffer {
    const parts: Buffer[] = [];
    for (let sector = start; this.holds(sector); sector = this.next[sector] ?? endOfChain) {
      parts.push(this.sector(sector));
      // More sectors than there are: the chain bites its tail.
      if (parts.length > this.next.length) throw damaged();
    }
    return Buffer.concat(parts);
  }

  private miniChain(start: number): Buffer {
    const parts: Buffer[] = [];
    const size = this.miniSectorSize;
    for (let at = start; at * size < this.miniStream.length; at = this.nextMini[at] ?? endOfChain) {
      parts.push(this.miniStream.subarray(at * size, (at + 1) * size));
      if (parts.length > this.nextMini.length) throw damaged();
    }
    return Buffer.concat(parts);
  }
}

function entriesIn(directory: Buffer): Entry[] {
  const entries: Entry[] = [];
  for (let at = 0; at + 128 <= directory.length; at += 128) {
    const nameLength = Math.max(0, Math.min(62, directory.readUInt16LE(at + 64) - 2));
    entries.push({
      name: directory.toString('utf16le', at, at + nameLength),
      type: directory[at + 66] ?? 0,
      left: directory.readUInt32LE(at + 68),
      right: directory.readUInt32LE(at + 72),
      child: directory.readUInt32LE(at + 76),
      start: directory.readUInt32LE(at + 116),
      size: directory.readUInt32LE(at + 120),
    });
  }
  return entries;
}
