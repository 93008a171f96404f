/**
 * What a document says, packed for the load once, by whoever read it: a load then neither parses nor checks a cell.
 */

import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import type { Extraction } from '../../schema/extraction.ts';
import { formIds, tableIds } from '../../schema/forms/form.ts';
import { statusCodes } from '../../schema/statuses.ts';
import { checkOutcomes } from '../../schema/tables/lists.ts';
import { checkDefinitions, variables } from '../../schema/variables.ts';
import { sha256 } from '../digest.ts';
import type { Content, Layout } from './content.ts';
import { packContent } from './pack-content.ts';

/** What belongs to the document and not to what its report says. */
export type DocumentFacts = Omit<
  Extraction,
  'tables' | 'cells' | 'checks' | 'sections' | 'extensions' | 'grids' | 'inferences' | 'text_facts' | 'flags'
>;

export interface PackedReading {
  /** Of everything in it. */
  readonly digest: string;
  /** JSON of `ReadingHead`. */
  readonly head: string;
  /**
   * For `unpackTables` and `unpackWords`, each of which leaves the other's part alone; null where no report can be taken.
   * A short one is text: two lines of JSON. A long one is the length of the first part in four bytes, and the two parts.
   */
  readonly content: string | Uint8Array | null;
  /** For `unpackLayouts`; null as `content`. */
  readonly layouts: Uint8Array | null;
}

export interface ReadingHead {
  readonly facts: DocumentFacts;
  /** In a sentence why what it says cannot be taken, or null. */
  readonly problem: string | null;
  readonly content: {
    /** Of the report's words and numbers alone; see `contentDigest`. */
    readonly digest: string;
    readonly reported_cells: number;
  } | null;
}

/** Changes with all that packed readings rest on but the extraction; one in another format is of no use. */
export const readingFormat = sha256(
  JSON.stringify([3, variables, checkDefinitions, statusCodes, checkOutcomes, formIds, tableIds]),
).slice(0, 16);

/** Quality 4 shrinks JSON nearly as much as 9 does, at the speed of gzip 6. */
const compression = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

/** Characters up to which a content stays as it is. */
const longest = 4096;

export function packReading(extraction: Extraction): PackedReading {
  const { tables, cells, checks, sections, extensions, grids, inferences, text_facts, flags, ...facts } =
    extraction;
  const packed = carriesReport(extraction) ? packContent(extraction) : null;
  if (packed === null || typeof packed === 'string') {
    const head = JSON.stringify({ facts, problem: packed, content: null } satisfies ReadingHead);
    return {
      digest: sha256(head + JSON.stringify([tables, cells, checks, sections])),
      head,
      content: null,
      layouts: null,
    };
  }
  const { digest, reportedCells: reported_cells } = packed;
  const head = JSON.stringify({
    facts,
    problem: null,
    content: { digest, reported_cells },
  } satisfies ReadingHead);
  const { sections: words, ...said } = packed.content;
  const content = `${JSON.stringify(said)}\n${JSON.stringify(words)}`;
  const layouts = JSON.stringify(packed.layouts);
  return {
    digest: sha256(head + content + layouts),
    head,
    content: content.length > longest ? compressed(content) : content,
    layouts: brotliCompressSync(layouts, compression),
  };
}

/** An extraction as it is kept: whole, and as the load takes it. */
export interface PackedExtraction {
  readonly whole: Uint8Array;
  readonly reading: PackedReading;
}

export const packExtraction = (extraction: Extraction): PackedExtraction => ({
  whole: brotliCompressSync(JSON.stringify(extraction), compression),
  reading: packReading(extraction),
});

function compressed(content: string): Uint8Array {
  const [first, second] = content.split('\n').map(line => brotliCompressSync(line, compression));
  if (first === undefined || second === undefined) throw new Error('a content is two lines');
  const length = Buffer.alloc(4);
  length.writeUInt32LE(first.length);
  return Buffer.concat([length, first, second]);
}

export type TableContent = Omit<Content, 'sections'>;

/** What the tables of a report say. */
export function unpackTables(packed: string | Uint8Array): TableContent {
  return JSON.parse(partOf(packed, 0)) as TableContent;
}

/** What a report says in words. */
export function unpackWords(packed: string | Uint8Array): Content['sections'] {
  return JSON.parse(partOf(packed, 1)) as Content['sections'];
}

function partOf(packed: string | Uint8Array, part: 0 | 1): string {
  if (typeof packed === 'string') {
    const end = packed.indexOf('\n');
    return part === 0 ? packed.slice(0, end) : packed.slice(end + 1);
  }
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  const end = 4 + bytes.readUInt32LE();
  return brotliDecompressSync(part === 0 ? bytes.subarray(4, end) : bytes.subarray(end)).toString('utf8');
}

/** Those that the content names; a load knows all but the first of a site already, and leaves the others packed. */
export function unpackLayouts(packed: Uint8Array): Layout[] {
  return JSON.parse(brotliDecompressSync(packed).toString('utf8')) as Layout[];
}

function carriesReport({ document_type, verdict }: Extraction): boolean {
  return document_type === 'annual_report' && verdict !== 'reject';
}
