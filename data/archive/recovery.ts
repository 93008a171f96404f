/**
 * Brings the index up to date with the WARC files: scans what is not indexed, sets an unfinished
 * last record aside, reports damage, forgets files that are gone.
 */

import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type Issue, issue } from '../../schema/issues.ts';
import type { CaptureIndex, FileState } from './capture-index.ts';
import { scanMembers } from './gzip-members.ts';
import { readRecord } from './read-record.ts';
import { warcFileNames } from './warc-files.ts';

export interface Recovery {
  readonly issues: readonly Issue[];
  /** Files that end in damage and must not be appended to. */
  readonly damagedAtEnd: ReadonlySet<string>;
}

/** @param repair false for a reader, which changes no WARC file: it leaves an unfinished record alone. */
export function bringUpToDate(directory: string, index: CaptureIndex, repair: boolean): Recovery {
  const recovery = { issues: [] as Issue[], damagedAtEnd: new Set<string>() };
  const states = new Map(index.files().map(state => [state.name, state]));
  for (const name of warcFileNames(directory)) {
    const state = states.get(name) ?? null;
    states.delete(name);
    if (!isUpToDate(directory, name, state)) {
      index.transaction(() => indexFile(directory, name, state, index, repair, recovery));
    }
  }
  for (const name of states.keys()) {
    index.transaction(() => index.forgetFile(name));
    recovery.issues.push(issue('archive.record.corrupt', `${name} is gone from the archive`, name));
  }
  return recovery;
}

/** True when the index knows of every file, whole, and of no other. */
export function isIndexUpToDate(directory: string, index: CaptureIndex): boolean {
  const states = new Map(index.files().map(state => [state.name, state]));
  const names = warcFileNames(directory);
  return (
    names.length === states.size && names.every(name => isUpToDate(directory, name, states.get(name) ?? null))
  );
}

function isUpToDate(directory: string, name: string, state: FileState | null): boolean {
  const size = statSync(join(directory, name)).size;
  return state?.indexed_length === size && state.synced_length === size;
}

function indexFile(
  directory: string,
  name: string,
  state: FileState | null,
  index: CaptureIndex,
  repair: boolean,
  recovery: { readonly issues: Issue[]; readonly damagedAtEnd: Set<string> },
): void {
  const descriptor = openSync(join(directory, name), repair ? 'r+' : 'r');
  try {
    const size = fstatSync(descriptor).size;
    let from = state?.synced_length ?? 0;
    if (size < from) {
      const loss = `${name} has ${size} bytes and had ${from}; what is missing is lost from the index`;
      recovery.issues.push(issue('archive.record.corrupt', loss, name));
      from = 0;
    }
    // Beyond the synced length the index may say more than a power cut has left.
    index.forget(name, from);
    let end = from;
    for (const stretch of scanMembers(descriptor, size, from)) {
      if (stretch.kind === 'torn') {
        recovery.issues.push(torn(name, stretch.offset, stretch.length, repair));
        if (repair) {
          setTornAside(directory, name, descriptor, stretch.offset, stretch.length);
        }
        break;
      }
      const damage = stretch.kind === 'damaged' ? stretch.reason : indexRecord(name, stretch, index);
      if (damage !== null) {
        recovery.issues.push(corruptRecord(name, stretch.offset, stretch.length, damage));
      }
      end = stretch.offset + stretch.length;
      if (stretch.kind === 'damaged' && end === size) {
        recovery.damagedAtEnd.add(name);
      }
    }
    if (repair) {
      fsyncSync(descriptor);
    }
    index.setFile({ name, indexed_length: end, synced_length: end });
  } finally {
    closeSync(descriptor);
  }
}

/** @returns what is wrong with the record, or null. */
function indexRecord(
  name: string,
  { offset, length, content }: { offset: number; length: number; content: Buffer },
  index: CaptureIndex,
): string | null {
  const reading = readRecord(content);
  if (reading.kind === 'capture') {
    index.add(reading.record.capture, { warc_file: name, warc_offset: offset, warc_length: length });
  }
  return reading.kind === 'damaged' ? reading.reason : null;
}

export function corruptRecord(name: string, offset: number, length: number, reason: string): Issue {
  return issue('archive.record.corrupt', `${name} at ${offset}, ${length} bytes: ${reason}`, name);
}

function torn(name: string, offset: number, length: number, setAside: boolean): Issue {
  const fate = setAside ? `moved to torn/${name}.${offset}` : 'left where it is';
  return issue('archive.record.torn', `${name} at ${offset}, ${length} bytes: ${fate}`, name);
}

/** Copies the bytes and forces them to the disk before it cuts them off. */
function setTornAside(
  directory: string,
  name: string,
  descriptor: number,
  offset: number,
  length: number,
): void {
  mkdirSync(join(directory, 'torn'), { recursive: true });
  const bytes = Buffer.alloc(length);
  readSync(descriptor, bytes, 0, length, offset);
  writeFileSync(freePath(join(directory, 'torn', `${name}.${offset}`)), bytes, { flag: 'wx', flush: true });
  ftruncateSync(descriptor, offset);
}

/** The same offset may tear again in a later run. */
function freePath(path: string): string {
  let candidate = path;
  for (let serial = 2; existsSync(candidate); serial += 1) {
    candidate = `${path}.${serial}`;
  }
  return candidate;
}
