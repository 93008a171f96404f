import { describe, expect, it } from 'vitest';
import type { Document } from '../document.ts';
import { cloneOf } from './clone.ts';

const page = (metas: Document['metas'] = [], footer = '主办:平川县人民政府'): Document => ({
  title: null,
  metas,
  blocks: [{ kind: 'text', text: footer, level: null }],
  hidden: [],
  links: [],
});
const unregistered = { portalDivision: null, registered: false };
const registered = { portalDivision: '371083', registered: true };

describe('a page that its owner did not publish', () => {
  it('stands on a host outside the registry, on a domain that anybody may buy', () => {
    expect(cloneOf(page(), { host: 'www.qqzhuji.com', ...unregistered })).toEqual({
      reason: 'foreign_host',
      evidence: 'www.qqzhuji.com',
    });
    expect(
      cloneOf(page([], '政府网站标识码:5118260001'), { host: 'm.qqzhuji.com', ...unregistered }),
    ).toEqual({
      reason: 'foreign_host',
      evidence: 'm.qqzhuji.com (site code 5118260001)',
    });
  });

  it.each(['slj.pingchuan.gov.cn', '61.150.65.235', 'localhost', 'www.pcu.edu.cn'])('not on %s', host => {
    expect(cloneOf(page(), { host, ...unregistered })).toBeNull();
  });

  it('is no file of which nobody knows the host', () => {
    expect(cloneOf(page(), { host: null, ...unregistered })).toBeNull();
  });

  it('names an official domain as its own and stands on another', () => {
    const own = [{ name: 'sitedomain', content: 'http://www.pingchuan.gov.cn/' }];
    const found = { reason: 'canonical_address', evidence: 'www.pingchuan.gov.cn on www.pcxh.org.cn' };
    expect(cloneOf(page(own), { host: 'www.pcxh.org.cn', ...unregistered })).toEqual(found);
    expect(cloneOf(page(own), { host: 'xxgk.pingchuan.gov.cn', ...unregistered })).toBeNull();
  });

  it('prints the site code of another prefecture than that of the portal', () => {
    const code = (content: string) => page([{ name: 'siteidcode', content }]);
    expect(cloneOf(code('5118260001'), { host: 'www.rushan.gov.cn', ...registered })?.reason).toBe(
      'site_code',
    );
    expect(cloneOf(code('3701020001'), { host: 'www.rushan.gov.cn', ...registered })?.reason).toBe(
      'site_code',
    );
    for (const own of ['3710830001', '3710000033', '3700000001', '3710020004', 'bm01000001'])
      expect(cloneOf(code(own), { host: 'www.rushan.gov.cn', ...registered })).toBeNull();
  });

  it('is vouched for by the registry whatever its host', () => {
    expect(cloneOf(page(), { host: 'www.cqjkq.com', ...registered })).toBeNull();
  });
});
