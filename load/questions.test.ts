import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../data/temporary-directory.ts';
import { questions } from './codebook/examples.ts';
import { createDatabase } from './create-database.ts';

/** Tables that grow with the reports: whoever goes through one of them goes through the country. */
const large =
  /^SCAN (?:strip|strip_\d+|reading_strip|section|capture|rendition|version|version_check|version_table|failure|raised)\b(?! USING (?:COVERING )?INDEX)/;

test('no question that researchers ask goes through all readings, texts or documents', () => {
  const database = createDatabase(join(temporaryDirectory(), 'empty.db'));
  for (const { question, sql } of questions) {
    const plan = database
      .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map(({ detail }) => detail);
    expect(
      plan.filter(step => large.test(step)),
      `${question}\n${plan.join('\n')}`,
    ).toEqual([]);
  }
  database.close();
});
