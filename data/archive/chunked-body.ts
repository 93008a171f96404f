/** Undoes the chunked transfer encoding (RFC 9112 §7.1) that some archivers keep. */

/** @returns null when the bytes are not exactly a chunked body: many archivers undo it and leave the header. */
export function dechunk(body: Buffer): Buffer | null {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = body.indexOf('\r\n', at, 'latin1');
    const line = body.toString('latin1', at, Math.min(Math.max(lineEnd, at), at + longestLine));
    const size = /^([0-9a-f]{1,8})[ \t]*(?:;.*)?$/i.exec(line)?.[1];
    if (lineEnd < 0 || size === undefined) {
      return null;
    }
    const start = lineEnd + 2;
    const end = start + Number.parseInt(size, 16);
    if (end === start) {
      return isEndOfChunks(body.subarray(start)) ? Buffer.concat(chunks) : null;
    }
    if (end + 2 > body.length || body.readUInt16BE(end) !== 0x0d0a) {
      return null;
    }
    chunks.push(body.subarray(start, end));
    at = end + 2;
  }
}

/** Trailer fields and the last empty line, which some archivers leave out. */
function isEndOfChunks(rest: Buffer): boolean {
  return rest.length <= longestLine && /^(?:[\w-]+:[^\r\n]*\r\n)*(?:\r\n)?$/.test(rest.toString('latin1'));
}

/** Extensions of a chunk, or trailer fields, are a few words where they occur at all. */
const longestLine = 4096;
