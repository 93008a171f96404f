/** Writes OLE compound files of a few streams, as old office documents are packed in. */

const sector = 512;
const endOfChain = 0xfffffffe;
const free = 0xffffffff;
const tableSector = 0xfffffffd;

/** Smaller streams would have to stand in a stream of their own; they are filled up instead. */
const smallestStream = 4096;

export function oleFile(
  streams: readonly { readonly name: string; readonly bytes: Uint8Array }[],
): Uint8Array {
  const filled = streams.map(({ name, bytes }) => ({
    name,
    bytes: Buffer.concat([bytes, Buffer.alloc(Math.max(0, smallestStream - bytes.length))]),
  }));
  const counts = filled.map(({ bytes }) => Math.ceil(bytes.length / sector));
  const directorySectors = Math.ceil((filled.length + 1) / 4);
  const others = directorySectors + counts.reduce((sum, count) => sum + count, 0);
  let tables = 1;
  while (tables * 128 < others + tables) tables++;
  const next = Buffer.alloc(tables * sector, 0xff);
  const chain = (start: number, count: number): void => {
    for (let index = 0; index < count; index++)
      next.writeUInt32LE(index === count - 1 ? endOfChain : start + index + 1, 4 * (start + index));
  };
  for (let index = 0; index < tables; index++) next.writeUInt32LE(tableSector, 4 * index);
  chain(tables, directorySectors);
  let at = tables + directorySectors;
  const entries = [
    entry('Root Entry', 5, { child: filled.length > 0 ? 1 : free, start: endOfChain, size: 0 }),
  ];
  for (const [index, { name, bytes }] of filled.entries()) {
    entries.push(
      entry(name, 2, { right: index + 1 < filled.length ? index + 2 : free, start: at, size: bytes.length }),
    );
    chain(at, counts[index] ?? 0);
    at += counts[index] ?? 0;
  }
  const header = Buffer.alloc(sector, 0xff);
  header.fill(0, 0, 76);
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(header);
  for (const [place, value] of [
    [24, 0x3e],
    [26, 3],
    [28, 0xfffe],
    [30, 9],
    [32, 6],
  ] as const)
    header.writeUInt16LE(value, place);
  for (const [place, value] of [
    [44, tables],
    [48, tables],
    [56, smallestStream],
    [60, endOfChain],
    [68, endOfChain],
  ] as const)
    header.writeUInt32LE(value, place);
  for (let index = 0; index < tables; index++) header.writeUInt32LE(index, 76 + 4 * index);
  return new Uint8Array(
    Buffer.concat([header, next, whole(entries), ...filled.map(({ bytes }) => whole([bytes]))]),
  );
}

function whole(parts: readonly Buffer[]): Buffer {
  const joined = Buffer.concat(parts);
  return Buffer.concat([joined, Buffer.alloc((sector - (joined.length % sector)) % sector)]);
}

function entry(
  name: string,
  type: number,
  {
    right = free,
    child = free,
    start,
    size,
  }: { right?: number; child?: number; start: number; size: number },
): Buffer {
  const bytes = Buffer.alloc(128);
  bytes.write(name, 0, 'utf16le');
  bytes.writeUInt16LE(2 * name.length + 2, 64);
  bytes[66] = type;
  bytes[67] = 1;
  for (const [place, value] of [
    [68, free],
    [72, right],
    [76, child],
    [116, start],
    [120, size],
  ] as const)
    bytes.writeUInt32LE(value, place);
  return bytes;
}
