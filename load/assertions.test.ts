import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { temporaryDirectory } from '../data/temporary-directory.ts';
import type { Scope } from '../schema/extraction.ts';
import { findNewViolations, findViolations } from './assertions.ts';
import { load } from './load.ts';
import { archived, extractionFor, inputOf, syntheticDocuments } from './synthetic-input.ts';

function published(): string {
  const out = join(temporaryDirectory(), 'nianbao.db');
  load(inputOf([...syntheticDocuments(3)], out));
  return out;
}

/** A copy of a published database, in memory, with foreign keys off. */
function damageable(): Database.Database {
  const database = new Database(published(), { readonly: true });
  const copy = new Database(database.serialize());
  database.close();
  copy.pragma('foreign_keys = OFF');
  return copy;
}

describe('findViolations', () => {
  test('finds nothing in a database as loaded', () => {
    expect(findViolations(damageable())).toEqual([]);
  });

  test.each([
    ['DELETE FROM reading_strip WHERE version_id = 2', 'more or fewer readings'],
    ['UPDATE reading_strip SET statuses = statuses | 8 WHERE version_id = 1', 'does not have'],
    ['DELETE FROM layout_place WHERE place_row = 3', 'lost places'],
    ['UPDATE version_table SET layout_id = NULL, place_block = NULL', 'without a place'],
    ['UPDATE reading_strip SET v0 = 1.5, raws = NULL WHERE statuses & 15 = 0', 'lost their raw text'],
    ['UPDATE reading_strip SET v1 = NULL WHERE statuses >> 4 & 15 = 0', 'without being reported'],
    ['UPDATE variable_summary SET readings = readings + 1', 'do not add up'],
    [`UPDATE report_version SET report_id = 'another' WHERE id = 1`, 'not theirs'],
    ['UPDATE rendition SET version_id = NULL WHERE capture_id = 1', 'have no document'],
    ['DELETE FROM rendition WHERE capture_id = 2', 'captures have no rendition'],
    ['DELETE FROM unit', 'rows of report point to no unit'],
  ])('%s', (damage, complaint) => {
    const database = damageable();
    database.exec(damage);
    expect(findViolations(database).join('; ')).toContain(complaint);
  });
});

describe('findNewViolations', () => {
  /** As if version 1 had been taken out, or had not been there, and written anew, with this damage done. */
  const violationsAfter = (damage: string, wasThere = true): string => {
    const database = damageable();
    const previous = new Database(database.serialize());
    const written = database
      .prepare<[], string>('SELECT report_id FROM report_version WHERE id = 1')
      .pluck()
      .all();
    database.exec(damage);
    const exchange = { versions: [1], removed: wasThere ? written : [], written };
    return findNewViolations(database, previous, exchange).join('; ');
  };

  test('finds nothing where as much was written as was taken out', () => {
    expect(violationsAfter('')).toBe('');
  });

  test.each([
    ['DELETE FROM reading_strip WHERE version_id = 1', 'more or fewer readings'],
    ['DELETE FROM layout_place WHERE place_row = 3', 'lost places'],
    ['UPDATE variable_summary SET readings = readings + 1', 'do not add up'],
    ['DELETE FROM variable_summary WHERE report_year = 2020', '1 summaries do not add up'],
    ['DELETE FROM variable_summary', 'do not add up'],
    ['DELETE FROM version_table WHERE version_id IN (SELECT id FROM report_version)', 'do not add up'],
  ])('%s', (damage, complaint) => {
    expect(violationsAfter(damage)).toContain(complaint);
  });

  test('summaries that have not grown with the reports', () => {
    expect(violationsAfter('', false)).toContain('do not add up');
  });
});

test('words that no column takes are found before the rename, though nothing looks at them on the way in', () => {
  const out = join(temporaryDirectory(), 'nianbao.db');
  const [first, ...others] = syntheticDocuments(3);
  expect.assert(first);
  const odd = { ...first, extraction: { ...first.extraction, scope: 'everything' as Scope } };
  expect(() => load(inputOf([odd, ...others], out))).toThrow(/CHECK constraint failed in re/);
  expect(existsSync(out)).toBe(false);
});

describe('compared with the release in place', () => {
  test('a report that is read as another year is reported as moved', () => {
    const out = join(temporaryDirectory(), 'nianbao.db');
    const documents = [...syntheticDocuments(3)];
    const url = 'https://www.ninghai.gov.cn/a.html';
    const wrong = archived(url, extractionFor({ unit: '宁海县统计局', year: 2021 }), { payload: 'a' });
    const right = archived(url, extractionFor({ unit: '宁海县统计局', year: 2022 }), { payload: 'a' });
    load(inputOf([...documents, wrong], out));
    const { issues } = load(inputOf([...documents, right], out));
    expect(issues).toMatchObject([{ code: 'load.report.moved', subject: url }]);
    expect(issues[0]?.message).toMatch(/-2021 \(宁海县统计局 2021\) is now u[0-9a-f]{16}-2022$/);
  });

  test('a few reports may turn out to be none, each with an issue; many may not', () => {
    const out = join(temporaryDirectory(), 'nianbao.db');
    const documents = [...syntheticDocuments(30)];
    const asNotices = (count: number) =>
      documents.map(({ capture, extraction }, index) => ({
        capture,
        extraction:
          index < count ? { ...extraction, document_type: 'notice' as const, issues: [] } : extraction,
      }));
    load(inputOf(documents, out));
    expect(() => load(inputOf(asNotices(21), out))).toThrow('21 of 30 reports of the old database');
    const { issues, release } = load(inputOf(asNotices(20), out));
    expect(release).toMatchObject({ reports: 10, documents: 30 });
    expect(issues.map(({ code }) => code)).toEqual(Array(20).fill('load.report.gone'));
  });

  test('a corrupt database in place does not stop the next one', () => {
    const out = published();
    const database = new Database(out);
    database.pragma('foreign_keys = OFF');
    database.exec('DROP VIEW v_report; DROP TABLE release; DROP TABLE capture');
    database.close();
    const { issues, previous } = load(inputOf([...syntheticDocuments(3)], out));
    expect(previous).toBeNull();
    expect(issues).toMatchObject([{ code: 'load.previous.unreadable' }]);
  });
});
