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
  /** For `unpackContent`, which takes less time over a short text than over bytes; null where no report can be taken. */
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
  JSON.stringify([2, variables, checkDefinitions, statusCodes, checkOutcomes, formIds, tableIds]),
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
  const content = JSON.stringify(packed.content);
  const layouts = JSON.stringify(packed.layouts);
  return {
    digest: sha256(head + content + layouts),
    head,
    content: content.length > longest ? brotliCompressSync(content, compression) : content,
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

export function unpackContent(packed: string | Uint8Array): Content {
  const text = typeof packed === 'string' ? packed : brotliDecompressSync(packed).toString('utf8');
  return JSON.parse(text) as Content;
}

/** Those that the content names; a load knows all but the first of a site already, and leaves the others packed. */
export function unpackLayouts(packed: Uint8Array): Layout[] {
  return JSON.parse(brotliDecompressSync(packed).toString('utf8')) as Layout[];
}

function carriesReport({ document_type, verdict }: Extraction): boolean {
  return document_type === 'annual_report' && verdict !== 'reject';
}
