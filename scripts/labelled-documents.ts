/** Labelled documents of a directory: folders with `source.*` and `truth.json`, and lines of `openings.jsonl`. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseOpening, parseTruth, type Truth } from '../extract/truth.ts';
import { NianbaoError } from '../schema/issues.ts';
import { readDocument } from './inputs.ts';

export interface LabelledDocument {
  /** Null for an opening, which is no file. */
  readonly fileName: string | null;
  bytes(): Uint8Array;
  readonly truth: Truth;
}

/** @throws NianbaoError where nothing is labelled, or a label is in a layout that is not known. */
export function labelledDocuments(directory: string): LabelledDocument[] {
  if (!existsSync(directory)) throw new NianbaoError('config.path.missing', `${directory} does not exist`);
  const folders = readdirSync(directory, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && existsSync(join(directory, entry.name, 'truth.json')))
    .map(({ name }) => join(directory, name))
    .sort();
  const openings = join(directory, 'openings.jsonl');
  const found = [...folders.map(labelled), ...(existsSync(openings) ? openingsIn(openings) : [])];
  if (found.length === 0)
    throw new NianbaoError(
      'config.path.missing',
      `${directory} has no folder with a truth.json, and no openings.jsonl`,
    );
  return found;
}

function labelled(folder: string): LabelledDocument {
  const source = readdirSync(folder).find(name => name.startsWith('source.'));
  if (source === undefined) throw new NianbaoError('config.path.missing', `${folder} has no source.* file`);
  const path = join(folder, 'truth.json');
  const truth = parseTruth(parsed(readFileSync(path, 'utf8'), path));
  if (typeof truth === 'string')
    throw new NianbaoError('config.path.missing', `${path} is not a truth file: ${truth}`);
  const file = join(folder, source);
  return { fileName: basename(file), bytes: () => readDocument(file), truth };
}

function openingsIn(path: string): LabelledDocument[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    const place = `${basename(path)}:${index + 1}`;
    const opening = parseOpening(parsed(line, `${path}:${index + 1}`), place);
    if (typeof opening === 'string')
      throw new NianbaoError(
        'config.path.missing',
        `${path}:${index + 1} is not a labelled opening: ${opening}`,
      );
    return [{ fileName: null, bytes: () => new TextEncoder().encode(opening.text), truth: opening.truth }];
  });
}

function parsed(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new NianbaoError(
      'config.path.missing',
      `${place} cannot be read (${error instanceof Error ? error.message : error})`,
    );
  }
}
