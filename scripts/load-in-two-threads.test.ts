import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../data/temporary-directory.ts';
import { type LoadInput, load } from '../load/load.ts';
import { SecondThread } from '../load/second-thread/second-thread.ts';
import { archived, extractionFor, inputOf, syntheticDocuments } from '../load/synthetic-input.ts';
import { tables } from '../schema/tables/index.ts';
import { endedBySignals } from './session.ts';
import { projectRoot } from './testing/cli-process.ts';

const thread = new URL('load-thread.mjs', import.meta.url);
const inTwo = { thread, threadFrom: 0 };

/** With copied words, a corrected report, conflicting addresses, and years that follow each other. */
const documents = [
  ...syntheticDocuments(30),
  ...[1, 2, 3].map(seed => {
    const found = extractionFor({ unit: '宁海县统计局', year: 2022, seed });
    const text = '本局认真贯彻落实条例，围绕食品安全、就业、教育等领域主动公开政府信息。'.repeat(4);
    const url = `https://www.ninghai.gov.cn/tjj/${seed % 2}.html`;
    return archived(url, { ...found, sections: [{ number: 1, title: '总体情况', text }] }, { day: seed });
  }),
];

function rowsOf(file: string): Record<string, unknown[]> {
  const database = new Database(readFileSync(file));
  database.exec(`CREATE VIRTUAL TABLE pair USING fts5vocab('text_pair', 'row')`);
  const rows = [...Object.keys(tables), 'sqlite_stat1'].map(name => [
    name,
    database
      .prepare(`SELECT * FROM ${name}`)
      .all()
      .map(row => JSON.stringify(row))
      .sort(),
  ]);
  const pairs = database.prepare('SELECT term, doc FROM pair ORDER BY term').all();
  database.close();
  return { ...Object.fromEntries(rows), pairs };
}

const filesIn = (directory: string): string[] => readdirSync(directory).sort();

test('two threads write what one writes, and leave nothing beside it', () => {
  const [one, two] = [temporaryDirectory(), temporaryDirectory()];
  const alone = load(inputOf(documents, join(one, 'nianbao.db')));
  const together = load({ ...inputOf(documents, join(two, 'nianbao.db')), ...inTwo });
  expect({ ...together, seconds: null }).toEqual({ ...alone, seconds: null });
  expect(rowsOf(join(two, 'nianbao.db'))).toEqual(rowsOf(join(one, 'nianbao.db')));
  expect(filesIn(two)).toEqual(['nianbao.db', 'nianbao.db.lock']);
});

/** Loads over a database in place, which must stay, and tells what was thrown. */
function failing(change: (input: LoadInput) => LoadInput): unknown {
  const directory = temporaryDirectory();
  const out = join(directory, 'nianbao.db');
  load(inputOf(documents.slice(0, 3), out));
  const before = readFileSync(out);
  let thrown: unknown = null;
  try {
    load(change({ ...inputOf(documents, out), ...inTwo }));
  } catch (error) {
    thrown = error;
  }
  expect(readFileSync(out).equals(before)).toBe(true);
  expect(filesIn(directory)).toEqual(['nianbao.db', 'nianbao.db.lock']);
  return thrown;
}

test('what the second thread cannot read is thrown by the load', () => {
  const thrown = failing(input => ({
    ...input,
    extractions: [...input.extractions].map((each, index) =>
      index === 20 ? { ...each, reading: { ...each.reading, content: '{"tables": [\n[]' } } : each,
    ),
  }));
  expect(thrown).toMatchObject({ name: 'SyntaxError' });
});

test('a thread that does not start, ends without an answer or runs out of memory does not keep the load waiting', () => {
  const file = join(temporaryDirectory(), 'thread.mjs');
  const start = (text: string): unknown => {
    writeFileSync(file, `import { workerData } from 'node:worker_threads';\n${text}`);
    return failing(input => ({ ...input, thread: pathToFileURL(file) }));
  };
  const gone = { message: expect.stringContaining('without an answer') };
  expect(start(`throw new Error('no thread');`)).toMatchObject(gone);
  expect(start(`workerData.port.on('message', () => process.exit(3));`)).toMatchObject(gone);
  const second = new SecondThread(pathToFileURL(file), { maxOldGenerationSizeMb: 16 });
  writeFileSync(file, `const held = [];\nfor (;;) held.push(new Array(1000).fill(held.length));`);
  second.start('violations', { file });
  expect(() => second.wait('violations')).toThrow('without an answer');
  second.end();
});

test('when the load itself fails meanwhile, the second thread stops', () => {
  const thrown = failing(input => ({
    ...input,
    onProgress: ({ phase, done }) => {
      if (phase === 'contents' && done === 5) throw new RangeError('enough');
    },
  }));
  expect(thrown).toMatchObject({ name: 'RangeError', message: 'enough' });
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends a load at once, and the next one clears away what it left',
  async signal => {
    const directory = temporaryDirectory();
    const out = join(directory, 'nianbao.db');
    load(inputOf(documents.slice(0, 3), out));
    const before = readFileSync(out);
    const script = join(projectRoot, 'scripts', 'testing', 'interrupted-load.ts');
    const typescript = new URL('with-typescript.mjs', import.meta.url).href;
    const child = spawn(process.execPath, ['--import', typescript, script, out, thread.href]);
    await once(child.stdout, 'data');
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([null, signal]);
    expect(filesIn(directory)).toEqual(expect.arrayContaining(['nianbao.db.building', 'nianbao.db.staging']));
    expect(readFileSync(out).equals(before)).toBe(true);
    expect(load({ ...inputOf(documents, out), ...inTwo })).toMatchObject({ outcome: 'published' });
    expect(filesIn(directory)).toEqual(['nianbao.db', 'nianbao.db.lock']);
  },
);

test('who listens to signals does so again after the load', () => {
  const heard: string[] = [];
  const listener = (): void => void heard.push('signal');
  process.once('SIGTERM', listener);
  const before = process.rawListeners('SIGTERM');
  expect(endedBySignals(() => process.listenerCount('SIGTERM'))).toBe(0);
  expect(process.rawListeners('SIGTERM')).toEqual(before);
  process.off('SIGTERM', listener);
});
