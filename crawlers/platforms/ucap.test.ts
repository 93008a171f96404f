import { describe, expect, it } from 'vitest';
import {
  ucapElsewhere,
  ucapInterfaces,
  ucapJson,
  ucapResults,
  ucapStatic,
} from '../testing/families/ucap.ts';
import { familyBench } from '../testing/family-bench.ts';
import type { ReportSite } from '../testing/report-site.ts';
import { expectThreeNights } from '../testing/three-nights.ts';

const bench = familyBench();

describe('ucap', () => {
  it('gives all reports of a static list, whose second page is _2', async () => {
    const site = await bench.prove(ucapStatic);
    expect(site.hits.some(({ path }) => path.includes('gknbz_1.shtml'))).toBe(false);
  });

  it.each(ucapInterfaces)('asks the interface of the channel, known by %s', async known => {
    await bench.prove(ucapJson(known));
    const attachments = (await bench.store.captures()).filter(({ role }) => role === 'attachment');
    expect(new Set(attachments.map(({ url }) => url)).size).toBe(2);
  });

  it('asks an interface on another host where the entry allows it', async () => {
    let own: ReportSite | null = null;
    const api = await bench.serve(({ path, method, body }) => {
      const form = new URLSearchParams(body);
      if (path !== '/search/common/search/100782' || method !== 'POST' || own === null) return undefined;
      return form.get('datas[0][key]') === 'status'
        ? ucapResults(own, Number(form.get('page') ?? 1))
        : undefined;
    }, '127.0.0.2');
    const family = ucapElsewhere(api.origin);
    own = await bench.start(family);
    await expectThreeNights(bench.store, own, family);
  });
});
