/** Exchanges for the tests of this folder. */

import type { Exchange } from '../../schema/capture.ts';

export function exchange(url: string, body: string | Uint8Array, changes: Partial<Exchange> = {}): Exchange {
  return {
    url,
    method: 'GET',
    request_headers: [
      ['host', 'www.ninghai.gov.cn'],
      ['user-agent', 'nianbao'],
    ],
    request_body: null,
    status: 200,
    status_text: 'OK',
    response_headers: [['Content-Type', 'text/html; charset=utf-8']],
    body: typeof body === 'string' ? Buffer.from(body) : body,
    captured_at: '2026-01-02T03:04:05.678Z',
    portal: 'ninghai',
    role: 'document',
    referrer: 'https://www.ninghai.gov.cn/',
    link_text: '宁海县2025年政府信息公开工作年度报告',
    ...changes,
  };
}

export function notModified(url: string, changes: Partial<Exchange> = {}): Exchange {
  return exchange(url, '', {
    status: 304,
    status_text: 'Not Modified',
    response_headers: [['ETag', '"1"']],
    captured_at: '2026-02-02T03:04:05.678Z',
    ...changes,
  });
}

/** Bytes that do not compress, the same for the same seed. */
export function noise(length: number, seed: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = seed + 1;
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) {
    all.push(item);
  }
  return all;
}
