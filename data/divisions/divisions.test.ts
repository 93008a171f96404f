import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Division } from '../../schema/extraction.ts';
import { loadDivisions } from './divisions.ts';

const divisions = loadDivisions();
const byCode = new Map(divisions.map(division => [division.code, division]));
const levelAbove: Record<Division['level'], Division['level'] | null> = {
  province: null,
  prefecture: 'province',
  county: 'prefecture',
  township: 'county',
};

describe('the divisions of 2023', () => {
  it('are as many as the Bureau lists, each code once', () => {
    const counts = { province: 0, prefecture: 0, county: 0, township: 0 };
    for (const division of divisions) counts[division.level] += 1;
    expect(counts).toEqual({ province: 31, prefecture: 342, county: 2975, township: 41352 });
    expect(byCode.size).toBe(divisions.length);
  });

  it('hang on a parent of the level above, whose code theirs continues', () => {
    const wrong = divisions.filter(division => {
      const parent = division.parent_code === null ? undefined : byCode.get(division.parent_code);
      if (levelAbove[division.level] === null) return division.parent_code !== null;
      const prefixLength = { province: 0, prefecture: 2, county: 4, township: 6 }[division.level];
      return (
        (parent?.level !== levelAbove[division.level] &&
          !(division.level === 'township' && parent?.level === 'prefecture')) ||
        parent === undefined ||
        division.code.slice(0, prefixLength) !== parent.code.slice(0, prefixLength)
      );
    });
    expect(wrong).toEqual([]);
  });

  it('have codes of six digits, towns of nine, and names without blanks', () => {
    const wrong = divisions.filter(
      ({ code, name, level }) =>
        !(level === 'township' ? /^\d{9}$/ : /^\d{6}$/).test(code) ||
        name !== name.trim() ||
        /[\s,"]/.test(name),
    );
    expect(wrong).toEqual([]);
  });

  it('hold known places', () => {
    expect(byCode.get('330226')).toEqual({
      code: '330226',
      name: '宁海县',
      level: 'county',
      parent_code: '330200',
    });
    expect(byCode.get('330226110')?.name).toBe('强蛟镇');
    expect(byCode.get('110000')).toEqual({
      code: '110000',
      name: '北京市',
      level: 'province',
      parent_code: null,
    });
  });

  it('refuse a line that is no division', () => {
    const directory = mkdtempSync(join(tmpdir(), 'divisions-'));
    try {
      const file = join(directory, 'broken.csv');
      writeFileSync(file, 'code,name,level,parent_code\n110000,北京市,country,\n');
      expect(() => loadDivisions(file)).toThrow(/Not a division: "110000,北京市,country,"/);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
