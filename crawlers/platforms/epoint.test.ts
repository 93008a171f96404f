import { describe, expect, it } from 'vitest';
import { epoint, epointKinds } from '../testing/families/epoint.ts';
import { familyBench } from '../testing/family-bench.ts';

const bench = familyBench();

describe('Epoint', () => {
  it.each(epointKinds)('gives all reports of two columns of one site: %o', async kind => {
    const site = await bench.prove(epoint(kind));
    expect(site.hits.some(({ body }) => body.includes('"pageIndex":2'))).toBe(false);
  });
});
