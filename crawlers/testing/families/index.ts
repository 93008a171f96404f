/** Every family of portals that the crawl knows, as servers: the fleet. */

import type { Family } from '../report-site.ts';
import { epoint, epointKinds } from './epoint.ts';
import { gkmlpt } from './gkmlpt.ts';
import { jpaas } from './jpaas.ts';
import { jpage } from './jpage.ts';
import { jpageDirectory } from './jpage-disclosure.ts';
import { longxunContent, longxunLabel } from './longxun.ts';
import { opennessPages, opennessYears } from './openness.ts';
import { eportal, igs, iList } from './query-lists.ts';
import { beijing, hebei, inlined, nfcms, shaanxi, shanghai } from './static-lists.ts';
import { trs, trsIrs } from './trs.ts';
import { truecms, truecmsKinds } from './truecms.ts';
import { ucapJson, ucapStatic } from './ucap.ts';
import { vsb, vsbDynamic } from './vsb.ts';

/** More than one page of every list. */
const fewReports = 26;

const families: readonly Family[] = [
  jpage({ counts: 'records', overlaps: true, group: 12, perPage: 4 }),
  jpage({ counts: 'pages', isOld: true, group: 12, perPage: 4, longestPage: 12 }),
  jpageDirectory('tree'),
  jpaas({ inlined: false, reports: 32 }),
  trs('plain', 41),
  trs('commented', 21),
  trs('sliced', 21),
  trsIrs('by its own names'),
  gkmlpt({ reports: 20 }),
  gkmlpt({ prefix: '/lhqkjhgyxxhj', reports: 12 }),
  nfcms,
  ucapStatic,
  ucapJson('a code to look up'),
  longxunLabel('an object'),
  longxunContent,
  opennessYears,
  opennessPages('a link'),
  vsb(34),
  vsbDynamic,
  shaanxi('<a href="2.html">2</a>'),
  shanghai,
  beijing,
  hebei('links'),
  ...truecmsKinds.slice(1, 2).map(kind => truecms({ ...kind, reports: 40 })),
  ...epointKinds.slice(0, 1).map(epoint),
  iList(1, true),
  eportal,
  igs('/zwgk/gknb/index.jhtml', 'index'),
  inlined('listData'),
  inlined('pagedContent'),
];

export const fleet: readonly Family[] = families.map(family => ({
  ...family,
  // The first thirty records of TrueCMS stand in its page.
  reports: family.platform === 'truecms' ? family.reports : Math.min(family.reports, fewReports),
}));
