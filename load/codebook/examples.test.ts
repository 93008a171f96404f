import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, test } from 'vitest';
import { directoryForAll } from '../../data/temporary-directory.ts';
import type { Extraction } from '../../schema/extraction.ts';
import { formById } from '../../schema/forms/index.ts';
import { exportDatabase } from '../export/export.ts';
import { load } from '../load.ts';
import { archived, checksFor, extractionFor, inputOf } from '../synthetic-input.ts';
import { questions, scripts } from './examples.ts';

const file = join(directoryForAll(), 'nianbao.db');
const host = 'https://www.ninghai.gov.cn';

/** Every cell the same number; `change` by `row.column`. */
function filled(unit: string, year: number, change: Readonly<Record<string, number>> = {}): Extraction {
  const base = extractionFor({ unit, year, form: year < 2021 ? '2019' : '2021' });
  const cells = base.cells.map(cell => {
    const value = change[`${cell.row}.${cell.column}`] ?? 1;
    return { ...cell, value, status: 'reported' as const, raw: String(value) };
  });
  return {
    ...base,
    cells,
    checks: checksFor(formById(year < 2021 ? '2019' : '2021'), cells),
    sections: [{ number: 1, title: '总体情况', text: '围绕食品安全等领域公开信息。' }],
  };
}

beforeAll(() => {
  const blank = filled('宁海县审计局', 2022);
  const province = filled('浙江省人民政府', 2022);
  const documents = [
    ...[2020, 2021, 2022].map(year =>
      archived(`${host}/tjj/${year}.html`, filled('宁海县统计局', year), { day: 1 }),
    ),
    ...[2021, 2022].map(year => archived(`${host}/county/${year}.html`, filled('宁海县人民政府', year))),
    archived(`${host}/province.html`, {
      ...province,
      unit: province.unit && { ...province.unit, division_code: '330000', kind: 'government' },
    }),
    archived(`${host}/sjj.html`, {
      ...blank,
      cells: blank.cells.map(cell =>
        cell.table === 'proactive' ? { ...cell, value: null, status: 'blank', raw: '' } : cell,
      ),
    }),
    archived(`${host}/county/2022.html`, filled('宁海县人民政府', 2022, { 'req_new_received.all': 9 }), {
      day: 8,
    }),
  ];
  load(inputOf(documents, file));
});

describe('SQL', () => {
  test('ten questions and more', () => {
    expect(questions.length).toBeGreaterThanOrEqual(10);
    expect(new Set(questions.map(({ question }) => question)).size).toBe(questions.length);
  });

  test.each(questions)('$question: finds something', ({ sql }) => {
    const database = new Database(file, { readonly: true });
    const rows = database.prepare(sql).all();
    database.close();
    expect(rows.length).toBeGreaterThan(0);
  });
});

const run = (language: string, program: string, option: string, packages: string) => {
  const isThere = spawnSync(program, [option, packages]).status === 0;
  for (const { question, text } of scripts.filter(each => each.language === language))
    test.runIf(isThere)(`${language}: ${question}`, () => {
      const ran = spawnSync(program, [option, text], { cwd: dirname(file), encoding: 'utf8' });
      expect([ran.status, ran.stderr]).toEqual([0, '']);
      expect(ran.stdout).toContain('2022');
    });
};
run('r', 'Rscript', '-e', 'library(DBI); library(RSQLite)');
run('python', '/usr/bin/python3', '-c', 'import pandas');

test('Stata: the file, the variables and the missing values are those of import.do', () => {
  const out = join(dirname(file), 'stata');
  exportDatabase({ databaseFile: file, out, format: 'stata' });
  const made = readFileSync(join(out, 'import.do'), 'utf8');
  const part = made.split(/^\* (?=\w+: )/m).find(each => each.startsWith('requests:')) ?? '';
  const names = new Set([...part.matchAll(/^rename v\d+ (\S+)$/gm)].map(([, name]) => name));
  for (const { text } of scripts.filter(({ language }) => language === 'stata')) {
    expect(part).toMatch(/save (?:"?requests)/);
    expect(part).toContain('.b');
    for (const name of ['req_new_received', 'province', 'report_year']) {
      expect(text).toContain(name);
      expect([...names], part).toContain(name);
    }
  }
});

test('the codebook shows every example as it is run here', () => {
  const out = join(dirname(file), 'codebook');
  exportDatabase({ databaseFile: file, out, format: 'codebook' });
  const codebook = readFileSync(join(out, 'codebook.md'), 'utf8');
  const shown = codebook.replace(/\s+/g, ' ');
  for (const { sql } of questions) expect(shown).toContain(sql.replace(/\s+/g, ' '));
  for (const { text } of scripts) expect(codebook).toContain(text);
});
