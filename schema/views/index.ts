/** The views that people query, in the order in which they are made. */

import { coverageViews } from './coverage.ts';
import { indicatorViews } from './indicators.ts';
import { qualityViews } from './quality.ts';
import { readingViews } from './reading.ts';
import { reportView } from './report.ts';
import { searchViews } from './search.ts';
import { storedViews } from './stored.ts';
import type { View } from './view.ts';
import { wideViews } from './wide.ts';

export { createViewSql, type View, type ViewColumn } from './view.ts';

export const views: readonly View[] = [
  ...storedViews,
  reportView,
  ...wideViews,
  ...readingViews,
  ...indicatorViews,
  ...qualityViews,
  ...coverageViews,
  ...searchViews,
];
