import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadDivisions } from '../data/divisions/divisions.ts';
import { platforms } from './platforms/index.ts';
import { loadRegistry } from './registry.ts';

const directory = fileURLToPath(new URL('../data/portals', import.meta.url));
const divisions = loadDivisions();
const { portals, issues } = loadRegistry(directory, {
  allowPrivateHosts: false,
  divisionCodes: new Set(divisions.map(({ code }) => code)),
});
const local = portals.filter(portal => portal.division_code !== '000000');
const fileOf = (portal: { origin: string }) => portal.origin.slice(directory.length + 1).replace(/:\d+$/, '');

describe('the registry in data/portals', () => {
  it('is read without a single refusal', () => {
    expect(issues).toEqual([]);
  });

  it('has the governments of all provinces and prefectures, most counties, and central bodies', () => {
    expect(local.length).toBeGreaterThanOrEqual(3209);
    expect(portals.length - local.length).toBeGreaterThanOrEqual(140);
    const covered = new Set(local.map(({ division_code }) => division_code));
    const isPlace = (name: string) => !name.includes('直辖县级行政区划') && !/^(市辖区|县)$/.test(name);
    const missing = divisions.filter(
      ({ code, name, level }) =>
        (level === 'province' || level === 'prefecture') && isPlace(name) && !covered.has(code),
    );
    expect(missing).toEqual([]);
  });

  it('has no two entries for one site', () => {
    const byAddress = new Map<string, string[]>();
    for (const { id, home, part_of } of portals) {
      if (part_of !== undefined) continue;
      const { hostname, pathname } = new URL(home);
      const address = hostname.replace(/^www\./, '') + pathname;
      byAddress.set(address, [...(byAddress.get(address) ?? []), id]);
    }
    expect([...byAddress].filter(([, ids]) => ids.length > 1)).toEqual([]);
    expect(new Set(portals.map(({ id }) => id)).size).toBe(portals.length);
  });

  it('keeps each entry in the file of its province, in order of division code', () => {
    const misplaced = portals.filter(
      portal => fileOf(portal).slice(0, 3) !== `${portal.division_code.slice(0, 2)}-`,
    );
    expect(misplaced).toEqual([]);
    const unsorted = portals.filter((portal, at) => {
      const before = portals[at - 1];
      return (
        before !== undefined &&
        fileOf(before) === fileOf(portal) &&
        before.division_code > portal.division_code
      );
    });
    expect(unsorted).toEqual([]);
  });

  it('names only platforms that a crawl knows', () => {
    const known = new Set(platforms.map(({ id }) => id));
    expect(portals.filter(({ platform }) => platform !== null && !known.has(platform))).toEqual([]);
  });

  it('holds known portals', () => {
    const byId = new Map(portals.map(portal => [portal.id, portal]));
    expect(byId.get('330226-ninghai')).toMatchObject({ name: '宁波市宁海县' });
    expect(byId.get('310107-shpt')?.home).toBe('https://www.shpt.gov.cn/');
    expect(byId.get('000000-mof')).toMatchObject({ name: '财政部', division_code: '000000' });
  });
});
