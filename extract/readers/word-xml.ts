/** DOCX to blocks: by mammoth to HTML, which keeps the spans of merged cells, and from there like any page. */

import { NianbaoError } from '../../schema/issues.ts';
import type { HiddenText } from '../document.ts';
import { type HtmlDocument, readHtml } from './html.ts';
import { hiddenStylesIn, shownMarkup } from './word-markup.ts';
import { unzip, type ZipPart, zipStored } from './zip.ts';

/** No report comes near: the text and styles of one unpack to some 500 kB, with some 20,000 elements. */
export const docxLimits = { parts: 10_000, unpackedBytes: 40_000_000, elements: 150_000 };

/** Parts that hold text, styles, numbering and how they hang together; pictures and macros stay packed. */
const textPart =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|docProps\/core\.xml|word\/[\w.-]+\.xml|word\/_rels\/[\w.-]+\.rels)$/i;

/** @throws {NianbaoError} `input.media.corrupt`, `input.media.encrypted` or `extract.document.limit` */
export async function readWordXml(bytes: Uint8Array): Promise<HtmlDocument> {
  const parts = unzip(bytes, name => textPart.test(name), docxLimits);
  const { default: mammoth } = await import('mammoth');
  const styles = partNamed(parts, 'word/styles.xml');
  const hiddenStyles = hiddenStylesIn(styles ? new TextDecoder().decode(styles.bytes) : '');
  const hidden: HiddenText[] = [];
  const shown = parts.map(part => {
    if (!/^word\/document[\w.-]*\.xml$/i.test(part.name)) return part;
    const xml = new TextDecoder().decode(part.bytes);
    if (countOf(xml, '<w:') > docxLimits.elements)
      throw new NianbaoError(
        'extract.document.limit',
        `more than ${docxLimits.elements} elements in a Word document`,
      );
    const markup = shownMarkup(xml, hiddenStyles);
    hidden.push(...markup.hidden);
    return { name: part.name, bytes: new TextEncoder().encode(markup.xml) };
  });
  const document = readHtml(await convert(mammoth, Buffer.from(zipStored(shown))));
  return { ...document, hidden: [...hidden, ...document.hidden], title: titleOf(parts) };
}

function countOf(text: string, part: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + part.length)) count++;
  return count;
}

const partNamed = (parts: readonly ZipPart[], name: string): ZipPart | undefined =>
  parts.find(part => part.name.toLowerCase() === name);

async function convert(mammoth: typeof import('mammoth'), buffer: Buffer): Promise<string> {
  try {
    const { value } = await mammoth.convertToHtml(
      { buffer },
      // Pictures are no text, and their parts are not there.
      { convertImage: mammoth.images.imgElement(async () => ({ src: '' })), externalFileAccess: false },
    );
    return value;
  } catch (error) {
    throw new NianbaoError(
      'input.media.corrupt',
      `the Word document cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function titleOf(parts: readonly ZipPart[]): string | null {
  const core = partNamed(parts, 'docprops/core.xml');
  const xml = core ? new TextDecoder().decode(core.bytes) : '';
  const title = /<dc:title>([^<]{1,300})<\/dc:title>/.exec(xml)?.[1] ?? '';
  return title.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&').trim() || null;
}
