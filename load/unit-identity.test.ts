import { describe, expect, test } from 'vitest';
import type { UnitReading } from '../schema/extraction.ts';
import { divisions } from './synthetic-input.ts';
import { reportId, unitId, unitIdentity } from './unit-identity.ts';
import { divisionsByCode } from './write-sources.ts';

const byCode = divisionsByCode(divisions);

function identity(name: string, division_code: string | null, source = {}): string {
  const unit: UnitReading = {
    name,
    kind: null,
    division_code,
    parent: null,
    confidence: 'low',
    evidence: 'title',
  };
  return unitIdentity(unit, { portal: 'ninghai', url: 'https://www.ninghai.gov.cn/', ...source }, byCode);
}

describe('unitIdentity', () => {
  test.each([
    ['浙江省宁波市宁海县统计局', '330226', '330226|统计局'],
    ['宁海县统计局', '330226', '330226|统计局'],
    ['统 计 局', '330226', '330226|统计局'],
    ['宁海县市场监督管理局', '330226', '330226|市场监督管理局'],
    ['市场监督管理局', '330226', '330226|市场监督管理局'],
    ['宁海县人民政府', '330226', '330226|'],
    ['宁海县', '330226', '330226|'],
    ['县政府', '330226', '330226|'],
    ['宁海县人民政府办公室', '330226', '330226|人民政府办公室'],
    ['县政府办公室', '330226', '330226|人民政府办公室'],
    ['强蛟镇', '330226104', '330226104|'],
    ['宁海县强蛟镇人民政府', '330226104', '330226104|'],
  ])('%s of %s', (name, code, expected) => expect(identity(name, code)).toBe(expected));

  test('the same name is another body where the division is unknown and the site another', () => {
    const found = [
      identity('区统计局', null),
      identity('区统计局', null, { portal: 'other' }),
      identity('区统计局', null, { portal: null }),
      identity('区统计局', null, { portal: null, url: 'http://61.150.65.235/a.html' }),
      identity('区统计局', null, { portal: null, url: 'file:///a.html' }),
      identity('区统计局', null, { portal: null, url: 'file:///b.html' }),
    ];
    expect(new Set(found).size).toBe(found.length);
  });
});

test('ids are a public contract and never change', () => {
  expect(unitId('330226|统计局')).toBe('uc385daca032c3a1b');
  expect(reportId('uc385daca032c3a1b', 2022, 'https://x.gov.cn/')).toBe('uc385daca032c3a1b-2022');
  expect(reportId(null, 2022, 'https://x.gov.cn/')).toMatch(/^d[0-9a-f]{16}$/);
});
