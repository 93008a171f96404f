import { describe, expect, it } from 'vitest';
import { portalOf } from '../testing/crawl-bench.ts';
import { type TruecmsKind, truecms, truecmsKinds } from '../testing/families/truecms.ts';
import { familyBench } from '../testing/family-bench.ts';
import { day, january } from '../testing/three-nights.ts';

const bench = familyBench();
const controller = '/TrueCMS/messageController/getMessage.do';

async function start(kind: Pick<TruecmsKind, 'widest' | 'beyond' | 'isHidden' | 'reports'>) {
  const family = truecms({ controller, ...kind });
  const site = await bench.start(family, { validators: 'none' });
  return { site, portal: portalOf(site.origin, { columns: [site.origin + family.column] }) };
}

describe('TrueCMS', () => {
  it.each(truecmsKinds)(
    'gives all of its reports within the window that the host allows: %o',
    async kind => {
      await bench.prove(truecms(kind));
    },
    30_000,
  );

  it.each(['empty', 404] as const)(
    'finds many that appear at once in windows already known (%s)',
    async beyond => {
      const { site, portal } = await start({ widest: 20, beyond, reports: 60 });
      await bench.store.run([portal], { now: () => january });
      for (let more = 0; more < 55; more += 1) site.publish();
      const { outcomes } = await bench.store.run([portal], { now: () => january + day });
      expect(outcomes[0]).toMatchObject({ new: 55, found: 115 });
    },
  );

  it('keeps the records of the page where the controller is gone', async () => {
    const { site, portal } = await start({ widest: 0, beyond: 404, isHidden: true, reports: 70 });
    const { outcomes } = await bench.store.run([portal]);
    expect(outcomes[0]).toMatchObject({ platform: 'truecms', found: 60, new: 60, failed: 0 });
    const asked = site.hits.flatMap(({ path }) => /startrecord=61&endrecord=(\d+)/.exec(path)?.[1] ?? []);
    expect(asked).toEqual(['110', '80', '70']);
  });
});
