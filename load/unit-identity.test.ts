import { describe, expect, test } from 'vitest';
import { loadDivisionHistory } from '../data/divisions/history.ts';
import { DivisionRegister } from './division-register.ts';
import { divisions } from './synthetic-input.ts';
import { portalIdentity, reportId, unitId, unitIdentity } from './unit-identity.ts';

const register = new DivisionRegister(divisions, loadDivisionHistory());

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
  ])('%s of %s', (name, code, expected) => expect(unitIdentity(name, code, register)).toBe(expected));

  test('the same name is another body where the division is unknown and the site another', () => {
    expect(portalIdentity('区统计局', 'a')).not.toBe(portalIdentity('区统计局', 'b'));
  });

  test('a place that only changed its code and its rank keeps its units', () => {
    for (const [name, code] of [
      ['华亭县统计局', '620824'],
      ['华亭市统计局', '620881'],
      ['平凉市华亭县统计局', '620881'],
    ] as const)
      expect(unitIdentity(name, code, register), name).toBe('620881|统计局');
  });

  test('a place that was merged under its old name begins new ones', () => {
    expect(unitIdentity('三元区统计局', '350403', register)).toBe('350403|统计局');
    expect(unitIdentity('三元区统计局', '350404', register)).toBe('350404|统计局');
  });
});

test('ids are a public contract and never change', () => {
  expect(unitId('330226|统计局')).toBe('uc385daca032c3a1b');
  expect(reportId('uc385daca032c3a1b', 2022, 'https://x.gov.cn/')).toBe('uc385daca032c3a1b-2022');
  expect(reportId(null, 2022, 'https://x.gov.cn/')).toMatch(/^d[0-9a-f]{16}$/);
});
