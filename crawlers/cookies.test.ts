import { describe, expect, it } from 'vitest';
import { CookieJar } from './cookies.ts';

const now = Date.UTC(2026, 0, 20);
const address = new URL('http://www.x.gov.cn/zwgk/nb/1.html');

function jarWith(...cookies: string[]): CookieJar {
  const jar = new CookieJar();
  for (const cookie of cookies) jar.accept(address, cookie, now);
  return jar;
}

describe('CookieJar', () => {
  it('gives cookies back to the host that set them, and to no other', () => {
    const jar = jarWith('__jsluid_h=abc; Path=/; HttpOnly', 'b=2; Domain=.gov.cn');
    expect(jar.header(address, now)).toBe('__jsluid_h=abc; b=2');
    expect(jar.header(new URL('http://www.y.gov.cn/'), now)).toBeNull();
  });

  it('minds path, secure, expiry and replacement', () => {
    const jar = jarWith(
      'a=1; Path=/zwgk',
      'b=2; Path=/other',
      'c=3; Secure',
      'd=4; Max-Age=60',
      'e=5; Expires=Tue, 20 Jan 2015 00:00:00 GMT',
    );
    expect(jar.header(address, now)).toBe('a=1; d=4');
    expect(jar.header(new URL('https://www.x.gov.cn/zwgkother'), now)).toBe('c=3; d=4');
    expect(jar.header(address, now + 61_000)).toBe('a=1');
    jar.accept(address, 'a=9; Path=/', now);
    jar.accept(address, 'd=; Max-Age=0', now);
    expect(jar.header(address, now)).toBe('a=9');
  });

  it('does not grow without bound', () => {
    const jar = jarWith(...Array.from({ length: 500 }, (_, at) => `c${at}=1`));
    expect(jar.header(address, now)?.split('; ')).toHaveLength(50);
  });
});
