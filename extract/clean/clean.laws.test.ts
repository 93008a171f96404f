import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TableBlock } from '../document.ts';
import { cleanDocument, cleanText, gap } from './index.ts';
import { inventedPhrase, pick, randomFrom, shapes } from './invented/phrases.ts';
import { isTellable, reportWith, slotKinds, units } from './invented/reports.ts';
import { trueReport } from './invented/true-reports.ts';
import { lexiconLists, lexiconOrigins } from './lexicon.ts';

const nowhere = { url: null, host: null };
const bare = (text: string) => text.replaceAll(gap, '').replace(/[\s:_|-]/gu, '');

/** Whether every character of `part` stands in `whole` in the same order. */
function isWithin(part: string, whole: string): boolean {
  let at = 0;
  for (const letter of whole) if (letter === part.charAt(at)) at++;
  return at === part.length;
}

describe('brands that no list knows', () => {
  it.each([
    [true, 0.9],
    [false, 0.75],
  ])('are removed whole, and nothing with them (lexicon: %s)', (lexicon, least) => {
    const random = randomFrom(20260101);
    let pages = 0;
    let whole = 0;
    let damaged = 0;
    for (let made = 0; made < 800; made++) {
      const shape = pick(random, shapes);
      const slot = pick(random, slotKinds);
      const phrase = inventedPhrase(random, shape);
      const page = reportWith(pick(random, units), slot, phrase, 1 + Math.floor(random() * 5));
      if (!isTellable(shape, slot)) continue;
      pages++;
      const cleaned = bare(cleanText(page.text, { ...nowhere, lexicon }).clean_text);
      if (cleaned === bare(page.kept)) whole++;
      if (!isWithin(bare(page.kept), cleaned)) damaged++;
    }
    expect(damaged).toBe(0);
    expect(whole / pages).toBeGreaterThan(least);
  });
});

describe('the lexicon', () => {
  it('says of every word where it was seen', () => {
    const origins = lexiconOrigins();
    const words = lexiconLists.flatMap(([, list]) => list.split(/\s+/).filter(word => word !== ''));
    for (const word of words) expect(origins.get(word), word).toMatch(/^(?:trade|[a-z\d.-]+\.[a-z]{2,5})$/);
    expect(origins.size).toBe(new Set(words).size);
    expect(origins.get('威廉希尔')).toBe('yuegouguoji.com');
  });
});

describe('true reports', () => {
  it.each([true, false])(
    'that speak of gambling, sport and firms stay to the letter (lexicon: %s)',
    lexicon => {
      const random = randomFrom(7);
      for (let made = 0; made < 600; made++) {
        const text = trueReport(random, pick(random, units));
        const cleaned = cleanText(text, { ...nowhere, lexicon });
        expect(cleaned).toEqual({ clean_text: text, removed: [], verdict: 'clean', reasons: [], folds: [] });
      }
    },
  );
});

const pieces = fc.constantFrom(
  '平川县',
  '水利局',
  '人民政府',
  '政务公开',
  '澳门英皇娱乐',
  '威廉希尔',
  '皇冠体育',
  '凯隆',
  '集团',
  '官网',
  '平台',
  '投注',
  'bet365',
  'kavo88',
  '市',
  '镇',
  '关于',
  '印发',
  '主办:',
  '_',
  '-',
  '|',
  ',',
  ':',
  '。',
  '“',
  '”',
  '(中国)',
  '【',
  '】',
  ' ',
  '\n',
  '務(wù)',
  '★',
  '2022年',
  gap,
);
const mixtures = fc.array(pieces, { maxLength: 30 }).map(parts => parts.join(''));

describe('laws', () => {
  it('cleaning twice is cleaning once', () => {
    fc.assert(
      fc.property(mixtures, fc.boolean(), (text, lexicon) => {
        const once = cleanText(text, { ...nowhere, lexicon }).clean_text;
        expect(cleanText(once, { ...nowhere, lexicon }).clean_text).toBe(once);
      }),
      { numRuns: 3000 },
    );
  });

  it('what is left stood in the text, in the same order', () => {
    fc.assert(
      fc.property(mixtures, text => {
        expect(isWithin(cleanText(text, nowhere).clean_text.replaceAll(gap, ''), text)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('no removal without an entry, no entry without a removal', () => {
    fc.assert(
      fc.property(mixtures, text => {
        const cleaned = cleanText(text, nowhere);
        expect(cleaned.removed.length > 0).toBe(cleaned.clean_text !== text);
      }),
      { numRuns: 2000 },
    );
  });

  it('a value of a table never changes', () => {
    const value = fc.oneof(
      fc.constantFrom(
        '',
        ' ',
        '　',
        '/',
        '—',
        '-',
        '无',
        '0',
        ' 0',
        '-8',
        '96171.6',
        '3 400 660 元',
        '１２',
        '三件',
      ),
      fc.integer().map(String),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(mixtures, value), { minLength: 1, maxLength: 6 }), rows => {
        const table: TableBlock = {
          kind: 'table',
          geometry: 'spans',
          width: 2,
          rows: rows.map(cells => ({
            cells: cells.map((text, gridColumn) => ({ text, gridColumn, colSpan: 1, rowSpan: 1 })),
          })),
        };
        const document = { title: null, metas: [], blocks: [table], hidden: [], links: [] };
        const [block] = cleanDocument(document, nowhere).document.blocks;
        expect(block?.kind === 'table' && block.rows.map(row => row.cells[1]?.text)).toEqual(
          rows.map(([, each]) => each),
        );
      }),
    );
  });
});

describe('hostile input', () => {
  // Each takes well under 200 ms on an idle machine; quadratic work on any of them would take minutes.
  it.each([
    ['one character', '中'.repeat(1_000_000)],
    ['separators', '_-'.repeat(500_000)],
    ['joining separators', '中_'.repeat(500_000)],
    ['brackets', '（('.repeat(500_000)],
    ['open notes', '中(a'.repeat(330_000)],
    ['gambling compounds', '赌场_公司-'.repeat(160_000)],
    ['a brand', 'bet365'.repeat(160_000)],
    ['lines', '凯旺官网市\n'.repeat(160_000)],
    ['ever new brands', Array.from({ length: 50_000 }, (_, each) => `凯${each}旺官网市财政局,`).join('')],
  ])('%s is cleaned in linear time', (_, text) => {
    // CPU of this process alone: what else the machine does may take any time.
    const before = process.cpuUsage();
    cleanText(text, { url: null, host: 'www.qqzhuji.com' });
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(5000);
  });
});
