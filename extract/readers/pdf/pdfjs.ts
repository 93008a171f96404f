/**
 * pdf.js, set up to parse and never to draw: no fonts loaded, no images decoded, no scripts, no files. What a page
 * says comes as its list of drawing operators, which has both the text and the ruling lines, and in one pass.
 */

import { NianbaoError } from '../../../schema/issues.ts';
import { mostPixels } from '../picture/raster.ts';
import { InMemoryPort } from './in-memory-port.ts';
import { pdfLimits } from './limits.ts';

/**
 * A predefined character map of Adobe's by its name (`UniGB-UCS2-H`), in pdf.js's packed form, or null. PDFs that
 * embed no fonts need them; they ship with pdfjs-dist under `cmaps/NAME.bcmap`.
 */
export type CharacterMaps = (name: string) => Promise<Uint8Array | null>;

/** What of a font tells how to place its characters and whether to believe them. */
export interface PdfFont {
  readonly fontMatrix?: readonly number[] | null;
  readonly vertical?: boolean;
  readonly defaultVMetrics?: readonly number[] | null;
  /** By character code; a map with `firstChar` says nothing, it repeats the code. */
  readonly toUnicode?: { has(code: number): boolean; readonly firstChar?: number };
}

/** Pixels as pdf.js gives them: `kind` 1 a bit each, 2 three bytes, 3 four. */
export interface PdfPicture {
  readonly width: number;
  readonly height: number;
  readonly kind: number;
  readonly data: Uint8Array | Uint8ClampedArray;
  readonly isMask: boolean;
}

export interface PdfPage {
  /** Numbered from 1. */
  readonly number: number;
  readonly operators: readonly number[];
  readonly operands: readonly (readonly unknown[] | null)[];
  /** From the page's own coordinates to upright ones with y downwards, as six numbers. */
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
  /** It has more operators than are read, and so none are here. */
  readonly isCut: boolean;
  /** null for a font that pdf.js could not make sense of. */
  font(name: string): PdfFont | null;
  /** @param source what the operator that paints it names; null where it could not be decoded. */
  picture(source: unknown): Promise<PdfPicture | null>;
}

export interface OpenPdf {
  readonly pageCount: number;
  readonly title: string | null;
  /** One page after the other, or those whose pictures are wanted; ends early where pages or operators are too many. */
  pages(): AsyncGenerator<PdfPage>;
  close(): Promise<void>;
}

/**
 * @param bytes handed over: pdf.js keeps and may change them.
 * @param pictures numbers of the pages whose pictures are wanted; without it none is decoded.
 * @throws {NianbaoError} `input.media.corrupt` or `input.media.encrypted`.
 */
export async function openPdf(
  bytes: Uint8Array,
  characterMaps: CharacterMaps | null,
  { pictures = null }: { readonly pictures?: readonly number[] | null } = {},
): Promise<OpenPdf> {
  const { pdfjs, connect } = await loadPdfjs();
  const budget = new OperatorBudget();
  const [port, parserPort] = InMemoryPort.pair(message => {
    const chunk = message['chunk'] as { readonly length?: unknown } | undefined;
    return typeof chunk?.length === 'number' ? budget.spend(chunk.length) : true;
  });
  connect(parserPort);
  const worker = pdfjs.PDFWorker.create({ port: port as unknown as Worker, verbosity: 0 });
  const task = pdfjs.getDocument({
    data: bytes,
    worker,
    verbosity: 0,
    stopAtErrors: false,
    isEvalSupported: false,
    enableXfa: false,
    disableFontFace: false,
    useSystemFonts: false,
    useWasm: false,
    fontExtraProperties: true,
    // Fonts are loaded into nothing. Without a document pdf.js turns each into a style sheet, fails, and then
    // traces every character's outline: half of the time of a report.
    ownerDocument: { fonts: new Set() },
    maxImageSize: pictures === null ? 0 : mostPixels,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    useWorkerFetch: false,
    CMapReaderFactory: readerOf(characterMaps),
    cMapUrl: 'memory:/',
    cMapPacked: true,
  } as Parameters<typeof pdfjs.getDocument>[0]);
  const close = async (): Promise<void> => {
    // A parser that was stopped answers no more, so that the end of a stopped document is not waited for.
    const ended = Promise.all([task.destroy(), worker.destroy()]).catch(() => {});
    if (!budget.wasExceeded) await ended;
  };
  let pdf: Awaited<typeof task.promise>;
  try {
    pdf = await task.promise;
  } catch (error) {
    await close();
    throw whyClosed(error);
  }
  return {
    pageCount: pdf.numPages,
    title: await titleOf(pdf),
    close,
    async *pages() {
      for (let number = 1; number <= Math.min(pdf.numPages, pdfLimits.pages); number++) {
        if (budget.isSpent) return;
        if (pictures !== null && !pictures.includes(number)) continue;
        const exceeded = budget.beginPage();
        const page = await pdf.getPage(number).catch(() => null);
        const listed = page && (await Promise.race([page.getOperatorList().catch(() => null), exceeded]));
        const isCut = listed === 'exceeded';
        const list = isCut ? null : listed;
        const viewport = page?.getViewport({ scale: 1 });
        yield {
          number,
          operators: list?.fnArray ?? [],
          operands: (list?.argsArray ?? []) as (unknown[] | null)[],
          transform: viewport?.transform ?? [1, 0, 0, 1, 0, 0],
          width: viewport?.width ?? 0,
          height: viewport?.height ?? 0,
          isCut,
          font: name => fontOf(page?.commonObjs, name),
          picture: async source => (page ? pictureOf(page, source) : null),
        };
        page?.cleanup();
      }
    },
  };
}

/** Operators that a document and each page of it may have. */
class OperatorBudget {
  wasExceeded = false;
  private inAll = 0;
  private onPage = 0;
  private exceed: () => void = () => {};

  get isSpent(): boolean {
    return this.inAll > pdfLimits.operators;
  }

  /** Fulfilled once the page's operators are too many. */
  beginPage(): Promise<'exceeded'> {
    this.onPage = 0;
    return new Promise(resolve => {
      this.exceed = () => resolve('exceeded');
    });
  }

  /** Whether these operators may be handed on; if not, the parser waits for ever, which costs nothing. */
  spend(operators: number): boolean {
    this.inAll += operators;
    this.onPage += operators;
    if (this.onPage <= pdfLimits.operatorsPerPage) return true;
    this.wasExceeded = true;
    this.exceed();
    return false;
  }
}

interface Pdfjs {
  readonly pdfjs: typeof import('pdfjs-dist/legacy/build/pdf.mjs');
  readonly connect: (port: InMemoryPort) => void;
}

let loaded: Promise<Pdfjs> | null = null;

/** Loaded at the first PDF: whoever reads pages only does not pay for it. */
function loadPdfjs(): Promise<Pdfjs> {
  loaded ??= (async () => {
    // pdf.js expects the classes that a browser draws with. Nothing is drawn here, so that any class will do.
    const globals = globalThis as Record<string, unknown>;
    for (const name of ['DOMMatrix', 'ImageData', 'Path2D', 'FontFace']) globals[name] ??= class {};
    const restore = keepBuiltIns();
    const [pdfjs, worker] = await Promise.all([
      import('pdfjs-dist/legacy/build/pdf.min.mjs'),
      import('pdfjs-dist/legacy/build/pdf.worker.min.mjs'),
    ]);
    restore();
    passOverStrayRejections();
    return { pdfjs, connect: port => worker.WorkerMessageHandler.initializeFromPort(port) };
  })();
  return loaded;
}

/**
 * On about one damaged file in two hundred pdf.js rejects a promise that nobody holds, beside the answer that it gives
 * all the same; Node would end the process for it. Any other stray rejection still does.
 */
function passOverStrayRejections(): void {
  process.on('unhandledRejection', (reason: unknown) => {
    const isOfPdfjs = reason instanceof Error && (reason.stack ?? '').includes('pdfjs-dist');
    if (!isOfPdfjs && process.listenerCount('unhandledRejection') === 1) throw reason;
  });
}

/**
 * Loading pdf.js for older engines replaces built-ins of the whole process by slow ones written in JavaScript,
 * for corner cases that it does not need. Gives what puts the true ones back.
 */
function keepBuiltIns(): () => void {
  const kept = [
    [Array.prototype, 'push'],
    [JSON, 'parse'],
    [Function.prototype, 'toString'],
  ] as const;
  const descriptors = kept.map(([holder, name]) => Object.getOwnPropertyDescriptor(holder, name));
  return () => {
    for (const [index, [holder, name]] of kept.entries())
      Object.defineProperty(holder, name, descriptors[index] ?? {});
  };
}

function readerOf(characterMaps: CharacterMaps | null): unknown {
  return class {
    async fetch({ name }: { readonly name: string }): Promise<{ cMapData: Uint8Array; isCompressed: true }> {
      const cMapData = await characterMaps?.(name);
      if (!cMapData) throw new Error(`no character map ${name}`);
      return { cMapData: cMapData.slice(), isCompressed: true };
    }
  };
}

function whyClosed(error: unknown): NianbaoError {
  const name = error instanceof Error ? error.name : '';
  const message = error instanceof Error ? error.message : String(error);
  return name === 'PasswordException'
    ? new NianbaoError('input.media.encrypted', 'the PDF opens only with a password')
    : new NianbaoError('input.media.corrupt', `the PDF cannot be opened: ${message}`);
}

async function titleOf(pdf: { getMetadata(): Promise<{ info: object }> }): Promise<string | null> {
  try {
    const { info } = await pdf.getMetadata();
    const title: unknown = (info as Record<string, unknown>)['Title'];
    return typeof title === 'string' && title.trim() !== '' ? title.trim() : null;
  } catch {
    return null;
  }
}

/** Milliseconds in which a picture that the parser has announced must be there. */
const picturePatience = 20_000;

interface PageObjects {
  readonly objs: { get(id: string, callback: (value: unknown) => void): unknown };
  readonly commonObjs: { get(id: string, callback: (value: unknown) => void): unknown };
}

async function pictureOf(page: PageObjects, source: unknown): Promise<PdfPicture | null> {
  const id = typeof source === 'string' ? source : (source as { data?: unknown } | null)?.data;
  let found: unknown = source;
  if (typeof id === 'string') {
    const objects = id.startsWith('g_') ? page.commonObjs : page.objs;
    let timer: NodeJS.Timeout | undefined;
    found = await Promise.race([
      new Promise(resolve => {
        objects.get(id, resolve);
      }),
      new Promise(resolve => {
        timer = setTimeout(() => resolve(null), picturePatience);
      }),
    ]);
    clearTimeout(timer);
  }
  if (typeof found !== 'object' || found === null) return null;
  const { width, height, kind, data } = { ...(source as object), ...found } as Record<string, unknown>;
  if (!(data instanceof Uint8Array || data instanceof Uint8ClampedArray)) return null;
  if (typeof width !== 'number' || typeof height !== 'number') return null;
  const isMask = kind === undefined;
  return { width, height, kind: typeof kind === 'number' ? kind : 1, data, isMask };
}

function fontOf(
  fonts: { has(id: string): boolean; get(id: string): unknown } | undefined,
  name: string,
): PdfFont | null {
  if (!fonts?.has(name)) return null;
  const font = fonts.get(name);
  return typeof font === 'object' && font !== null ? (font as PdfFont) : null;
}
