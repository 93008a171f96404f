import { describe, expect, it } from 'vitest';
import {
  beijing,
  contraryCall,
  hebei,
  inlined,
  nfcms,
  shaanxi,
  shanghai,
} from '../testing/families/static-lists.ts';
import { familyBench } from '../testing/family-bench.ts';

const bench = familyBench();

describe('static lists', () => {
  it('NFCMS: the second page is index_2.html, known by a link only', async () => {
    await bench.prove(nfcms);
  });

  it('a call that counts from 0 while the files count from 1', async () => {
    await bench.prove(contraryCall);
  });

  it('上海: all year archives, no ghosts from comments, pages that are declared only', async () => {
    const site = await bench.prove(shanghai);
    expect(site.hits.some(({ path }) => path.startsWith('/nw9822/'))).toBe(false);
  });

  it.each(['call', 'links'] as const)('河北: all years, paged by %s', async kind => {
    const site = await bench.prove(hebei(kind));
    const other = '00000000-d294-46d5-b25c-000000000001/index.html';
    expect(site.hits.filter(({ path }) => path.endsWith(other))).toEqual([]);
  });

  it.each(['', '<a href="2.html">2</a>'])(
    '陕西: articles, and columns that are reports themselves (pager: "%s")',
    async pager => {
      const site = await bench.prove(shaanxi(pager));
      // The column that is a report has no second page.
      const second = site.hits.filter(({ path }) => path.endsWith('/2.html'));
      expect(second.every(({ path }) => path === '/zfxxgk/zfxxgknb/2.html')).toBe(true);
    },
  );

  it('北京: years in folders of their names, and one under an unspeaking number', async () => {
    await bench.prove(beijing);
  });

  it.each(['listData', 'pagedContent'] as const)(
    'a list that stands in a script of its page (%s)',
    async named => {
      await bench.prove(inlined(named));
    },
  );
});
