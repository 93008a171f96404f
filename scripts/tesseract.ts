/** The OCR program that extraction is handed: tesseract, where the machine has it with its Chinese model. */

import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Parser } from 'htmlparser2';
import type {
  Ocr,
  OcrLayout,
  OcrModel,
  RecognisedLine,
  RecognisedSymbol,
} from '../extract/readers/picture/ocr.ts';
import type { Raster } from '../extract/readers/picture/raster.ts';
import { NianbaoError } from '../schema/issues.ts';

/** Milliseconds for all pictures of one call, and bytes of an answer. */
const patience = 100_000;
const longestAnswer = 60_000_000;
/** Name or path of the program. */
const programName = (): string => process.env['NIANBAO_TESSERACT'] ?? 'tesseract';

const modes: Readonly<Record<OcrLayout, string>> = { line: '7', paragraph: '6', page: '3' };
const models: Readonly<Record<OcrModel, readonly string[]>> = {
  digits: ['-l', 'eng', '-c', 'tessedit_char_whitelist=0123456789.,/-'],
  chinese: ['-l', 'chi_sim'],
};

/** Version of tesseract where it is there with the models that are needed, else null: `5.3.0`. */
export function tesseractVersion(): string | null {
  try {
    const options = { encoding: 'utf8' as const, timeout: 10_000 };
    const languages = execFileSync(programName(), ['--list-langs'], options).split('\n');
    if (!languages.includes('chi_sim') || !languages.includes('eng')) return null;
    return /tesseract\s+v?(\S+)/.exec(execFileSync(programName(), ['--version'], options))?.[1] ?? 'unknown';
  } catch {
    return null;
  }
}

/** Null where there is no tesseract, or one without the Chinese model. */
export const loadOcr = (): Ocr | null => (tesseractVersion() === null ? null : recognise);

const recognise: Ocr = async (pictures, { model, layout }) => {
  if (pictures.length === 0) return [];
  const directory = await mkdtemp(join(tmpdir(), 'nianbao-ocr-'));
  try {
    const names = pictures.map((_, index) => join(directory, `${index}.pgm`));
    for (const [index, picture] of pictures.entries()) await writeFile(names[index] ?? '', greyMap(picture));
    await writeFile(join(directory, 'list.txt'), `${names.join('\n')}\n`);
    await promisify(execFile)(
      programName(),
      // One start for all pictures: loading a model takes longer than reading a cell.
      [
        'list.txt',
        'answer',
        '--psm',
        modes[layout],
        '--dpi',
        '300',
        ...models[model],
        '-c',
        'hocr_char_boxes=1',
        'hocr',
      ],
      {
        cwd: directory,
        timeout: patience,
        maxBuffer: longestAnswer,
        env: { ...process.env, OMP_THREAD_LIMIT: '1' },
      },
    );
    return linesByPicture(await readFile(join(directory, 'answer.hocr'), 'utf8'), pictures.length);
  } catch (error) {
    throw new NianbaoError(
      'extract.ocr.failed',
      `tesseract gave no answer: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`,
    );
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};

function greyMap({ width, height, data }: Raster): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1'), data]);
}

/** Lines of each picture, from an answer in hOCR with a box for every character. */
export function linesByPicture(hocr: string, count: number): RecognisedLine[][] {
  const pictures: RecognisedLine[][] = [];
  let symbols: RecognisedSymbol[] = [];
  let title: string | null = null;
  const endLine = (): void => {
    if (symbols.length > 0) pictures.at(-1)?.push({ symbols });
    symbols = [];
  };
  const parser = new Parser(
    {
      onopentag(_, { class: kind, title: place }) {
        if (kind === 'ocr_page') {
          endLine();
          pictures.push([]);
        } else if (kind && /^ocr_(?:line|header|caption|textfloat)$/.test(kind)) endLine();
        else if (kind === 'ocrx_word' && symbols.length > 0) symbols.push(blankAfter(symbols.at(-1)));
        title = kind === 'ocrx_cinfo' ? (place ?? '') : null;
      },
      ontext(text) {
        const [, left, top, right, bottom, confidence] =
          /x_bboxes (\d+) (\d+) (\d+) (\d+); x_conf ([\d.]+)/.exec(title ?? '') ?? [];
        if (confidence === undefined) return;
        symbols.push({
          text,
          confidence: Number(confidence),
          box: { left: Number(left), top: Number(top), right: Number(right), bottom: Number(bottom) },
        });
        title = null;
      },
    },
    { xmlMode: true },
  );
  parser.end(hocr);
  endLine();
  return Array.from({ length: count }, (_, index) => pictures[index] ?? []);
}

function blankAfter(symbol: RecognisedSymbol | undefined): RecognisedSymbol {
  const { right = 0, top = 0, bottom = 0 } = symbol?.box ?? {};
  return { text: ' ', confidence: 100, box: { left: right, right, top, bottom } };
}
