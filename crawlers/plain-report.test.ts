import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { isPlainReport, isPlainReportInUtf8 } from './plain-report.ts';

const report = '<p>二、主动公开政府信息情况</p><table><tr><td>第二十条第（一）项</td></tr></table>';

describe('a report that leads nowhere', () => {
  test.each([
    ['plain', report, true],
    ['without words of the form', '<p>一、概述</p>', false],
    ['of text alone', '<p>二、主动公开政府信息情况</p><p>公开86条。</p><img src="1.png">', true],
    [
      'with headings over what may be pictures',
      '<p>二、主动公开政府信息情况</p><img src="1.png"><p>三、收到和处理政府信息公开申请情况</p>',
      false,
    ],
    ['with a file', `${report}<a href="/P020240119.PDF">附件</a>`, false],
    ['with a download', `${report}<a href="/DownLoad?id=1">附件</a>`, false],
    ['with a page 2', `${report}<a href="index_1.html">2</a>`, false],
    ['with a next page', `${report}<a href="index_1.html">下一页</a>`, false],
    ['in a frame', `${report}<IFrame src="x.html">`, false],
    ['with words that are near', `${report}<p>下一阶段，见 a.pdfx 与 etc</p>`, true],
  ])('%s: bytes and text say the same', (_, html, expected) => {
    expect(isPlainReport(html)).toBe(expected);
    expect(isPlainReportInUtf8(Buffer.from(html))).toBe(expected);
  });

  test('bytes of another encoding are left to the text', () => {
    expect(isPlainReportInUtf8(iconv.encode(report, 'gb18030'))).toBe(false);
  });

  test('what leads on is seen wherever it stands in a long page', () => {
    for (let at = 16_340; at < 16_390; at += 1) {
      const page = `${report}${' '.repeat(at - Buffer.byteLength(report))}`;
      expect(isPlainReportInUtf8(Buffer.from(`${page}<a href="/x.pdf">${' '.repeat(20_000)}`))).toBe(false);
      expect(isPlainReportInUtf8(Buffer.from(`${page}${' '.repeat(20_000)}`))).toBe(true);
      const late = `${' '.repeat(at)}本年制发件数${' '.repeat(20_000)}`;
      expect(isPlainReportInUtf8(Buffer.from(late))).toBe(true);
    }
  });
});
