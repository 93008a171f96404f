/** Flags: what makes a careful reader pause. Each is the finding of one rule, and no value is changed by it. */

import type { ReportFlag } from '../../schema/extraction.ts';
import {
  amountsWithoutUnit,
  applicantsThatDisagree,
  brokenIdentities,
  documentsThatDoNotAddUp,
  oneFigureInManyRows,
  rulesOfWhoMayNotMakeThem,
  yuanAmongTenThousands,
} from './figures.ts';
import type { Reading, Rule } from './flag.ts';
import {
  editionOfAnotherYear,
  figuresInAttachment,
  inferredPlaces,
  missingSections,
  numbersWithoutPlace,
} from './layout.ts';
import {
  datesBeforeTheEnd,
  gapsForNumbers,
  lostText,
  numbersOfOthers,
  partsAboveTotal,
  textAgainstTable,
} from './text.ts';

const rules: readonly Rule[] = [
  brokenIdentities,
  applicantsThatDisagree,
  rulesOfWhoMayNotMakeThem,
  documentsThatDoNotAddUp,
  oneFigureInManyRows,
  yuanAmongTenThousands,
  amountsWithoutUnit,
  numbersWithoutPlace,
  inferredPlaces,
  editionOfAnotherYear,
  missingSections,
  figuresInAttachment,
  numbersOfOthers,
  textAgainstTable,
  partsAboveTotal,
  gapsForNumbers,
  lostText,
  datesBeforeTheEnd,
];

export function flagsOf(reading: Reading): ReportFlag[] {
  return rules.flatMap(rule => [...rule(reading)]);
}
