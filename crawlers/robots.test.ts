import { describe, expect, it } from 'vitest';
import { readRobots, robotsKind } from './robots.ts';

const origin = 'http://www.x.gov.cn';
const rules = (text: string) => readRobots({ origin, kind: 'rules', text });

describe('robots.txt', () => {
  it('obeys the rules for all, unless there are rules for us', () => {
    expect(rules('User-agent: *\nDisallow: /').allows(`${origin}/nb/`)).toBe(false);
    expect(
      rules('User-agent: Baiduspider\nAllow: /\n\nUser-agent: *\nDisallow: /').allows(`${origin}/nb/`),
    ).toBe(false);
    expect(
      rules('User-agent: *\nDisallow: /\n\nUser-agent: Nianbao\nDisallow: /wxzf/').allows(`${origin}/nb/`),
    ).toBe(true);
    expect(rules('User-agent: Nianbao/1.0\nDisallow: /wxzf/').allows(`${origin}/wxzf/a`)).toBe(false);
  });

  it('lets the longer rule win, and reads wild cards', () => {
    const mixed = rules('User-agent: *\nDisallow: /zwgk/\nAllow: /zwgk/nb/\nDisallow: /*.pdf$');
    expect(mixed.allows(`${origin}/zwgk/nb/1.html`)).toBe(true);
    expect(mixed.allows(`${origin}/zwgk/2.html`)).toBe(false);
    expect(mixed.allows(`${origin}/a/b.pdf`)).toBe(false);
  });

  it('reads Crawl-delay', () => {
    expect(rules('User-agent: *\nCrawl-delay: 20').crawlDelaySeconds).toBe(20);
    expect(rules('User-agent: *\nCrawl-delay: slowly').crawlDelaySeconds).toBeNull();
  });

  it('takes a page of HTML for a file without rules', () => {
    expect(rules('<html><body>404 您访问的页面不存在</body></html>').allows(`${origin}/`)).toBe(true);
  });

  it.each([
    [200, 'rules'],
    [404, 'none'],
    [403, 'none'],
    [401, 'none'],
    [500, 'unreachable'],
    [503, 'unreachable'],
    [null, 'unreachable'],
  ] as const)('takes status %s for %s', (status, kind) => {
    expect(robotsKind(status)).toBe(kind);
    if (kind !== 'rules') {
      expect(readRobots({ origin, kind, text: '' }).allows(`${origin}/`)).toBe(kind === 'none');
    }
  });
});
