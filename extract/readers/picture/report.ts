/** What is said of recognised pages. */

import { type Issue, issue } from '../../../schema/issues.ts';
import type { PageMarks } from '../pdf/marks.ts';
import { unknownCharacter } from './cells.ts';

export function recognisedIssue(pages: readonly PageMarks[]): Issue {
  const characters = pages.flatMap(page => page.marks);
  const unknown = characters.filter(mark => mark.text === unknownCharacter).length;
  const which = pages.map(page => page.number).join(', ');
  return issue(
    'extract.ocr.used',
    `pages recognised from pictures: ${which}; ${unknown} of ${characters.length} characters could not be told`,
  );
}
