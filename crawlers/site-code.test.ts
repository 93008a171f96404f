import { describe, expect, it } from 'vitest';
import { contradictsDivision } from './site-code.ts';
import { portalOf } from './testing/crawl-bench.ts';
import { familyBench } from './testing/family-bench.ts';
import { columnHtml, type Family, listRows } from './testing/report-site.ts';

const bench = familyBench();

describe('contradictsDivision', () => {
  it.each([
    ['3302260001', '330226', false],
    ['3302000001', '330226', false],
    ['3304010001', '330226', false],
    ['1101070001', '330226', true],
    ['bm07000001', '330226', false],
    ['', '330226', false],
    ['1101070001', '000000', false],
  ])('%s on a portal of %s: %s', (siteIdCode, division, contradicts) => {
    expect(contradictsDivision(siteIdCode, division)).toBe(contradicts);
  });
});

describe('a crawl', () => {
  const marked = (siteIdCode: string): Family => ({
    name: siteIdCode,
    platform: 'generic',
    column: '/nb/',
    reports: 3,
    pathOf: id => `/nb/${id}.html`,
    answer: ({ path }, { articles }) =>
      path === '/nb/'
        ? columnHtml(listRows(articles), `<meta content="${siteIdCode}" name="siteIDcode">`)
        : undefined,
  });

  it.each([
    ['3302260001', []],
    ['5001070012', ['crawl.site.elsewhere']],
    ['bm07000001', []],
  ])('tells once of pages that bear the code of another province: %s', async (code, expected) => {
    const site = await bench.start(marked(code));
    const { outcomes, issues } = await bench.store.run([
      portalOf(site.origin, { columns: [`${site.origin}/nb/`, `${site.origin}/nb/?again`] }),
    ]);
    expect(issues.map(({ code: issueCode }) => issueCode)).toEqual(expected);
    expect(outcomes[0]).toMatchObject({ state: 'complete', found: 3 });
  });
});
