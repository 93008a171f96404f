/** All platforms, in the order in which they are tried: the first that knows a page reads it. */

import { epoint } from './epoint.ts';
import { genericList } from './generic-list.ts';
import { gkmlpt } from './gkmlpt.ts';
import { hebei } from './hebei.ts';
import { inlinedList } from './inlined-list.ts';
import { jpaas } from './jpaas.ts';
import { jpage } from './jpage.ts';
import { jpageDisclosure } from './jpage-disclosure.ts';
import { longxun } from './longxun.ts';
import { nfcms } from './nfcms.ts';
import { openness } from './openness.ts';
import type { ListPage, Platform } from './platform.ts';
import { eportal, igs, iList } from './query-lists.ts';
import { shaanxi } from './shaanxi.ts';
import { shanghai } from './shanghai.ts';
import { trs } from './trs.ts';
import { trsIrs } from './trs-irs.ts';
import { truecms } from './truecms.ts';
import { ucap } from './ucap.ts';
import { vsb } from './vsb.ts';

export const platforms: readonly Platform[] = [
  gkmlpt,
  jpaas,
  truecms,
  jpageDisclosure,
  jpage,
  epoint,
  longxun,
  openness,
  vsb,
  ucap,
  nfcms,
  trsIrs,
  shanghai,
  hebei,
  eportal,
  iList,
  igs,
  trs,
  shaanxi,
  inlinedList,
  genericList,
];

/** The platform that an earlier page of the list belonged to, or that knows this one. */
export function platformOf(page: ListPage): Platform {
  const carried = platforms.find(({ id }) => id === page.state?.platform);
  return carried ?? platforms.find(platform => platform.detect(page)) ?? genericList;
}
