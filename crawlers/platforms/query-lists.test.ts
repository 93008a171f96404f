import { describe, expect, it } from 'vitest';
import { eportal, igs, igsPlaces, iList } from '../testing/families/query-lists.ts';
import { familyBench } from '../testing/family-bench.ts';
import type { ReportSite } from '../testing/report-site.ts';

const bench = familyBench();
const asked = (site: ReportSite, part: string) => site.hits.filter(({ path }) => path.includes(part));

describe('a list that is one address with parameters', () => {
  it.each([
    [1, true],
    [1, false],
    [0, true],
    [0, false],
  ] as const)(
    'iList.jsp gives all, its first page being %d, its pager there: %s',
    async (first, hasPager) => {
      expect(asked(await bench.prove(iList(first, hasPager)), 'cur_page=6')).toEqual([]);
    },
  );

  it('eportal gives all: the module that turns pages is named in the page', async () => {
    expect(asked(await bench.prove(eportal), 'currentPage=5')).toEqual([]);
  });

  it.each(igsPlaces)('南威 IGS gives all reports of %s', async (column, stem) => {
    expect(asked(await bench.prove(igs(column, stem)), '_4.jhtml')).toEqual([]);
  });
});
