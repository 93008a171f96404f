import { expect, test } from 'vitest';
import { spamLetter } from './spam-letter.ts';

test('the list names every phrase with its addresses, and what stood there where that is certain', () => {
  const lines = spamLetter({
    host: 'www.example.gov.cn',
    pages: 3,
    verdicts: { stripped: 2, flagged: 1 },
    first_seen: '2026-03-01T18:00:00Z',
    last_seen: '2026-03-05T18:00:00Z',
    phrases: [
      {
        text: '凯隆投注_\n鼎博官网',
        kind: 'phrase',
        pages: 2,
        count: 4,
        first_seen: '2026-03-01T18:00:00Z',
        last_seen: '2026-03-05T18:00:00Z',
        places: ['title', 'meta'],
        evidence: ['compound'],
        proposals: ['关于'],
        examples: ['http://www.example.gov.cn/1.html', 'http://www.example.gov.cn/2.html'],
      },
    ],
    untrusted: ['http://www.example.gov.cn/3.html'],
  });
  expect(lines[0]).toBe('致 www.example.gov.cn 网站管理人员：');
  const text = lines.join('\n');
  expect(text).toContain('1. 插入的文字：凯隆投注_ 鼎博官网');
  expect(text).toContain('2 个页面，共 4 处；位置：标题、页面元数据');
  expect(text).toContain('2026-03-01 至 2026-03-05');
  expect(text).toContain('原文应为：关于');
  for (const page of [1, 2, 3]) expect(text).toContain(`   http://www.example.gov.cn/${page}.html`);
});
