/** Properties of characters and paragraphs in the binary Word format, looked up by place in the file. */

/** Properties by code; what is set last holds. */
export type Properties = ReadonlyMap<number, Buffer>;

/** Codes of the properties that tell tables and text that does not show. */
export const property = {
  inTable: 0x2416,
  endsRow: 0x2417,
  nesting: 0x6649,
  tableDefinition: 0xd608,
  elsewhere: 0x6646,
  elsewhereToo: 0x6645,
  deleted: 0x0800,
  hidden: 0x083c,
  characterStyle: 0x4a30,
  endsInnerCell: 0x244b,
  endsInnerRow: 0x244c,
};

interface Run {
  readonly from: number;
  readonly to: number;
  readonly properties: Properties;
  /** Number of the paragraph's style; null for runs of characters. */
  readonly style: number | null;
}

export class PropertyRuns {
  private readonly runs: readonly Run[];

  /**
   * @param pages numbers of the 512-byte pages of the document stream that hold the runs.
   * @param kind paragraphs have a style number before their properties, and large ones stand elsewhere.
   */
  constructor(
    document: Buffer,
    pages: readonly number[],
    kind: 'characters' | 'paragraphs',
    data: Buffer | null = null,
  ) {
    const runs: Run[] = [];
    for (const page of new Set(pages)) {
      const block = document.subarray(page * 512, page * 512 + 512);
      if (block.length === 512) runs.push(...runsIn(block, kind, data));
    }
    this.runs = runs.sort((a, b) => a.from - b.from);
  }

  /** @param place byte in the document stream. */
  at(place: number): Properties | null {
    return this.runAt(place)?.properties ?? null;
  }

  styleAt(place: number): number | null {
    return this.runAt(place)?.style ?? null;
  }

  private runAt(place: number): Run | null {
    let low = 0;
    let high = this.runs.length - 1;
    while (low <= high) {
      const half = (low + high) >> 1;
      const run = this.runs[half];
      if (!run) return null;
      if (place < run.from) high = half - 1;
      else if (place >= run.to) low = half + 1;
      else return run;
    }
    return null;
  }
}

const none: Properties = new Map();

function* runsIn(block: Buffer, kind: 'characters' | 'paragraphs', data: Buffer | null): Generator<Run> {
  const count = block[511] ?? 0;
  const width = kind === 'characters' ? 1 : 13;
  if (4 * (count + 1) + width * count > 511) return;
  for (let index = 0; index < count; index++) {
    const from = block.readUInt32LE(4 * index);
    const to = block.readUInt32LE(4 * (index + 1));
    const offset = 2 * (block[4 * (count + 1) + width * index] ?? 0);
    const properties = offset === 0 ? none : propertiesAt(block, offset, kind, data);
    yield { from, to, properties, style: kind === 'paragraphs' ? styleAt(block, offset) : null };
  }
}

/** Without properties of its own a paragraph is of the first style, 0. */
function styleAt(block: Buffer, offset: number): number {
  if (offset === 0) return 0;
  const at = (block[offset] ?? 0) === 0 ? offset + 2 : offset + 1;
  return at + 2 <= block.length ? block.readUInt16LE(at) : 0;
}

function propertiesAt(
  block: Buffer,
  offset: number,
  kind: 'characters' | 'paragraphs',
  data: Buffer | null,
): Properties {
  const size = block[offset] ?? 0;
  if (kind === 'characters') return parseProperties(block.subarray(offset + 1, offset + 1 + size));
  // The style's number, of two bytes, comes first.
  const [begin, length] =
    size === 0 ? [offset + 2, 2 * (block[offset + 1] ?? 0)] : [offset + 1, 2 * size - 1];
  const direct = parseProperties(block.subarray(begin + 2, begin + length));
  const pointer = direct.get(property.elsewhere) ?? direct.get(property.elsewhereToo);
  const at = pointer?.readUInt32LE(0);
  if (at === undefined || !data || at + 2 > data.length) return direct;
  return new Map([...direct, ...parseProperties(data.subarray(at + 2, at + 2 + data.readUInt16LE(at)))]);
}

/** Bytes of a property's value, by the three highest bits of its code; null where the value states it. */
const sizes = [1, 1, 2, 4, 2, 2, null, 3] as const;

/** Properties one behind the other; what cannot be is left out, with all behind it. */
export function parseProperties(list: Buffer): Properties {
  const properties = new Map<number, Buffer>();
  for (let at = 0; at + 2 < list.length; ) {
    const code = list.readUInt16LE(at);
    at += 2;
    let size: number | null = sizes[code >> 13] ?? null;
    if (size === null) {
      if (code === property.tableDefinition) {
        if (at + 2 > list.length) break;
        size = list.readUInt16LE(at) - 1;
        at += 2;
      } else {
        size = list[at] ?? 0;
        at += 1;
        // Changed tab stops may be longer than the byte can say; nothing behind them can be found.
        if (code === 0xc615 && size === 255) break;
      }
    }
    if (size < 0 || at + size > list.length) break;
    properties.set(code, list.subarray(at, at + size));
    at += size;
  }
  return properties;
}

export const isOn = (properties: Properties | null, code: number): boolean =>
  (properties?.get(code)?.[0] ?? 0) === 1;
