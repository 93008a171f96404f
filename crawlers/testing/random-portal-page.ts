/** One page of a portal of random make, and its bytes. */

import iconv from 'iconv-lite';
import type { RandomPortal } from './random-portal-kinds.ts';

export function page(title: string, content: string, head = ''): string {
  const named = /年报$/.test(title) ? `<meta name="ColumnName" content="${title}">` : '';
  return `<!DOCTYPE html><html><head>{charset}<title>${title}</title>${named}${head}</head><body>${content}</body></html>`;
}

export function encode(
  html: string,
  encoding: RandomPortal['encoding'],
  isTyped: boolean,
): { bytes: Uint8Array; type: string } {
  const label = /declared (gbk|latin)|^gbk declared$/.test(encoding)
    ? encoding === 'gbk declared latin'
      ? 'iso-8859-1'
      : 'gb2312'
    : 'utf-8';
  const meta = encoding === 'gbk undeclared' ? '' : `<meta charset="${label}">`;
  const text = html.replace('{charset}', meta);
  const isGbk = encoding.startsWith('gbk') && !isTyped;
  return {
    bytes: isGbk ? iconv.encode(text, 'gb18030') : Buffer.from(text, 'utf8'),
    type: encoding === 'gbk declared utf-8' ? 'text/html; charset=utf-8' : 'text/html',
  };
}
