import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../data/temporary-directory.ts';
import type { Extraction, RemovedText } from '../schema/extraction.ts';
import { load } from './load.ts';
import { spamByHost } from './spam.ts';
import { archived, extractionFor, inputOf } from './synthetic-input.ts';

const phrase = '凯隆投注_鼎博娱乐官网';
const removal = (change: Partial<RemovedText> = {}): RemovedText => ({
  text: phrase,
  kind: 'phrase',
  count: 2,
  where: ['title', 'body'],
  evidence: ['compound'],
  ...change,
});
const hijacked = (year: number, removed: readonly RemovedText[]): Extraction => ({
  ...extractionFor({ unit: '宁海县统计局', year, seed: year }),
  verdict: 'stripped',
  removed,
});

function database(): string {
  const out = join(temporaryDirectory(), 'nianbao.db');
  const site = 'http://tjj.ninghai.gov.cn';
  load(
    inputOf(
      [
        archived(`${site}/2021.html`, hijacked(2021, [removal({ proposal: '关于' })]), { day: 2 }),
        archived(
          `${site}/2022.html`,
          hijacked(2022, [removal(), removal({ text: ':', kind: 'residue', count: 1, where: ['body'] })]),
          { day: 5 },
        ),
        archived(`${site}/2023.html`, extractionFor({ unit: '宁海县统计局', year: 2023, seed: 9 })),
        archived(
          'http://casino.example/1.html',
          { ...extractionFor({ unit: '宁海县统计局', year: 2020, seed: 4 }), verdict: 'flagged' },
          { day: 9 },
        ),
      ],
      out,
    ),
  );
  return out;
}

test('what was taken out is told by host and phrase, with its times, places and addresses', () => {
  const file = database();
  const [first, second, ...others] = spamByHost(file);
  expect(others).toEqual([]);
  expect(first).toMatchObject({
    host: 'tjj.ninghai.gov.cn',
    pages: 2,
    verdicts: { stripped: 2 },
    first_seen: '2026-03-02T18:00:00Z',
    last_seen: '2026-03-05T18:00:00Z',
    untrusted: [],
  });
  expect(first?.phrases[0]).toEqual({
    text: phrase,
    kind: 'phrase',
    pages: 2,
    count: 4,
    first_seen: '2026-03-02T18:00:00Z',
    last_seen: '2026-03-05T18:00:00Z',
    places: ['title', 'body'],
    evidence: ['compound'],
    proposals: ['关于'],
    examples: ['http://tjj.ninghai.gov.cn/2022.html', 'http://tjj.ninghai.gov.cn/2021.html'],
  });
  expect(first?.phrases[1]).toMatchObject({ text: ':', kind: 'residue', pages: 1, count: 1 });
  expect(second).toMatchObject({
    host: 'casino.example',
    verdicts: { flagged: 1 },
    phrases: [],
    untrusted: ['http://casino.example/1.html'],
  });
  expect(spamByHost(file, 'casino.example')).toEqual([second]);
  expect(spamByHost(file, 'www.ninghai.gov.cn')).toEqual([]);
});
