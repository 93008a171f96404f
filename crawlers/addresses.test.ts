import { describe, expect, it } from 'vitest';
import { addressKey, resolveLink, schemeTwin, withWwwTwin } from './addresses.ts';
import { isReservedAddress } from './reserved-addresses.ts';

describe('addresses', () => {
  const page = 'http://www.x.gov.cn/zwgk/nb/index.html';

  it.each([
    ['./202401/t20240119_4321.html', 'http://www.x.gov.cn/zwgk/nb/202401/t20240119_4321.html'],
    [' \n../a.html\t#top', 'http://www.x.gov.cn/zwgk/a.html'],
    ['//Sxwjw.X.gov.cn./a', 'http://sxwjw.x.gov.cn/a'],
    ['http://http://www.x.gov.cn/a', 'http://www.x.gov.cn/a'],
    ['https://user:secret@www.x.gov.cn:443/a', 'https://www.x.gov.cn/a'],
    ['/路径/年报.html', 'http://www.x.gov.cn/%E8%B7%AF%E5%BE%84/%E5%B9%B4%E6%8A%A5.html'],
    ['javascript:void(0)', null],
    ['mailto:a@x.gov.cn', null],
    ['#', null],
    ['http://', null],
  ])('resolves %j', (href, expected) => {
    expect(resolveLink(href, page)).toBe(expected);
  });

  it('keys http and https twins alike, and requests with a form apart', () => {
    expect(addressKey('http://a.gov.cn/x?y=1')).toBe(addressKey('https://a.gov.cn/x?y=1'));
    expect(addressKey('http://a.gov.cn/x')).not.toBe(addressKey('http://a.gov.cn/X'));
    expect(addressKey('http://a.gov.cn/x', 'POST', 'a=1')).not.toBe(
      addressKey('http://a.gov.cn/x', 'POST', 'a=2'),
    );
  });

  it('knows twins of scheme and of www', () => {
    expect(schemeTwin('http://a.gov.cn/x')).toBe('https://a.gov.cn/x');
    expect(schemeTwin('http://a.gov.cn:8099/x')).toBeNull();
    expect(withWwwTwin('www.a.gov.cn')).toEqual(['www.a.gov.cn', 'a.gov.cn']);
    expect(withWwwTwin('a.gov.cn')).toEqual(['a.gov.cn', 'www.a.gov.cn']);
    expect(withWwwTwin('127.0.0.1:80')).toEqual(['127.0.0.1:80']);
  });
});

describe('isReservedAddress', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.0.1',
    '169.254.169.254',
    '0.0.0.0',
    '100.64.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1%eth0',
    'fc00::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:db8::1',
    '[::1]',
    'not an address',
  ])('refuses %s', address => {
    expect(isReservedAddress(address)).toBe(true);
  });

  it.each(['8.8.8.8', '172.32.0.1', '124.117.235.205', '2400:3200::1', '100.128.0.1'])(
    'lets %s pass',
    address => {
      expect(isReservedAddress(address)).toBe(false);
    },
  );
});
