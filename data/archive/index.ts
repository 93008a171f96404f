/**
 * The archive: every response as it was received, in standard WARC 1.1, never edited, never deleted.
 *
 * ```
 * archive/nianbao-<time>-<serial>.warc.gz   the records, one gzip member each, appended only
 * archive/index.db                          which capture lies where: a cache, made anew when missing
 * archive/torn/<file>.<offset>              unfinished records, as a crash leaves them
 * archive/writer.lock, writer.pid           who is writing
 * ```
 *
 * One exchange gives a `response` (or `revisit`) record and its `request`; a local file gives a `resource`.
 * Bodies are stored as received, content encoding included; the transfer encoding is undone by the HTTP
 * client, and its header is kept as `x-orig-transfer-encoding`.
 *
 * A call of `record` that has resolved outlives the process; one that `flush` has followed outlives a power cut.
 */

export { Archive, type ArchiveOptions } from './archive.ts';
export type { CaptureFilter } from './capture-index.ts';
export type { Resource } from './capture-record.ts';
export { bodyLimit } from './content-encoding.ts';
export type { ImportOptions } from './import-warc.ts';
export { type PayloadSource, readBody } from './read-payload.ts';
export { payloadLimit } from './write-captures.ts';
