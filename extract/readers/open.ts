/** Picks the reader for a kind of document; refuses, with a closed code, what cannot be read. */

import type { SourceContext } from '../../schema/extraction.ts';
import { type Issue, issue, NianbaoError } from '../../schema/issues.ts';
import { decode } from '../decode.ts';
import type { Document } from '../document.ts';
import type { MediaType } from '../media.ts';
import { bounded } from './bounds.ts';
import { type EmbeddedPart, readJson, readPage } from './embedded.ts';
import type { CharacterMaps } from './pdf/pdfjs.ts';
import type { Ocr } from './picture/ocr.ts';
import { readText } from './text.ts';
import { pageInArchive } from './web-archive.ts';

/** Larger documents are refused: the largest reports, scans included, stay far below. In bytes. */
export const maxDocumentBytes = 40_000_000;

export interface OpenedDocument {
  readonly document: Document;
  /** Encoding of its text; null for media that carry no charset. */
  readonly charset: string | null;
  readonly issues: readonly Issue[];
}

/**
 * Readers of PDF and Word are loaded when the first such document comes: pages do without.
 *
 * @throws {NianbaoError} with an `input.*` or `extract.document.*` code where there is nothing to read.
 */
export async function openDocument(
  bytes: Uint8Array,
  mediaType: MediaType,
  context: SourceContext,
  characterMaps: CharacterMaps | null = null,
  ocr: Ocr | null = null,
): Promise<OpenedDocument> {
  const opened = await openAny(bytes, mediaType, context, characterMaps, ocr);
  const { document, isCut } = bounded(opened.document);
  if (!isCut || opened.issues.some(({ code }) => code === 'extract.document.limit'))
    return { ...opened, document };
  return { ...opened, document, issues: [...opened.issues, cutIssue] };
}

const cutIssue = issue(
  'extract.document.limit',
  'nested deeper, longer or wider than any report; the rest was not read',
);

async function openAny(
  bytes: Uint8Array,
  mediaType: MediaType,
  context: SourceContext,
  characterMaps: CharacterMaps | null,
  ocr: Ocr | null,
): Promise<OpenedDocument> {
  if (bytes.length === 0) throw new NianbaoError('input.file.empty', 'the document holds no bytes');
  if (bytes.length > maxDocumentBytes)
    throw new NianbaoError(
      'input.file.too_large',
      `the document has ${bytes.length} bytes; at most ${maxDocumentBytes} are read`,
    );
  switch (mediaType) {
    case 'text/html':
    case 'text/plain':
    case 'application/json':
      return openText(bytes, mediaType, context);
    case 'multipart/related': {
      const { bytes: page, contentType } = pageInArchive(bytes);
      return openText(page, 'text/html', { ...context, contentType });
    }
    case 'application/pdf': {
      const { readPdf } = await import('./pdf/read.ts');
      return { ...(await readPdf(bytes, characterMaps, ocr)), charset: null };
    }
    case 'image/png':
    case 'image/jpeg': {
      const { readPicture } = await import('./picture/read.ts');
      const { document, issues } = await readPicture(bytes, mediaType, ocr);
      return { document: withText(document), charset: null, issues };
    }
    case 'application/vnd.openxmlformats-officedocument.wordprocessingml.document': {
      const { readWordXml } = await import('./word-xml.ts');
      return opened(await readWordXml(bytes), null, []);
    }
    case 'application/msword': {
      const { readWordBinary } = await import('./word-binary.ts');
      return { document: withText(readWordBinary(bytes)), charset: null, issues: [] };
    }
    case 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
      const { readXlsx } = await import('./spreadsheet/xlsx.ts');
      return opened(readXlsx(bytes), null, []);
    }
    case 'application/vnd.ms-excel': {
      const { readXls } = await import('./spreadsheet/xls.ts');
      return opened(readXls(bytes), null, []);
    }
    case 'application/x-ole-storage': {
      const { whyUnreadable } = await import('./ole.ts');
      throw whyUnreadable(bytes);
    }
    case 'application/octet-stream':
      throw new NianbaoError(
        'input.media.unknown',
        'the bytes are of no known kind of document; expected HTML or text',
      );
    default:
      throw new NianbaoError('input.media.unsupported', `documents of type ${mediaType} cannot be read yet`);
  }
}

function openText(bytes: Uint8Array, mediaType: MediaType, context: SourceContext): OpenedDocument {
  const { text, charset, declared, replacements } = decode(bytes, context.contentType);
  const issues: Issue[] = [];
  if (replacements > 0)
    issues.push(
      issue(
        'input.encoding.broken',
        `${replacements} characters are not valid ${charset} (declared: ${declared ?? 'none'})`,
      ),
    );
  if (mediaType === 'text/plain') return { document: withText(readText(text)), charset, issues };
  const read = mediaType === 'application/json' ? readJson(text) : readPage(text);
  if (read === null) throw new NianbaoError('input.media.corrupt', 'the JSON answer is damaged or cut off');
  const { embedded, ...document } = read;
  if (embedded !== null) issues.push(issue('extract.document.embedded', whereFound(embedded)));
  return opened(document, charset, issues);
}

function whereFound({ name, others }: EmbeddedPart): string {
  const left = others === 0 ? '' : `; ${others} other texts there were not read`;
  return `the text stands in ${JSON.stringify(name)} of a script or an answer${left}`;
}

function opened(
  { truncated, ...document }: Document & { readonly truncated: boolean },
  charset: string | null,
  issues: readonly Issue[],
): OpenedDocument {
  return { document: withText(document), charset, issues: truncated ? [...issues, cutIssue] : issues };
}

function withText(document: Document): Document {
  if (document.blocks.length === 0)
    throw new NianbaoError(
      'extract.document.no_text',
      'the document holds no text: a scan, or an empty page',
    );
  return document;
}
