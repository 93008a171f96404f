/** A report whose tables are pictures, from the portal to the database. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { startServer } from '../crawlers/testing/loopback-server.ts';
import { temporaryDirectory } from '../data/temporary-directory.ts';
import { jpegOf } from '../extract/readers/pdf/pictures.ts';
import { pngFile } from '../extract/synthetic/picture-file.ts';
import { loadOcr } from './tesseract.ts';
import { runCli } from './testing/cli-process.ts';

const title = '强蛟镇2023年政府信息公开工作年度报告';
const picture = '/zwgk/nb/202401/W020240119538195573144.png';

const page = `<html><head><title>强蛟镇人民政府</title></head><body><h1>${title}</h1>
  <p>现公布强蛟镇2023年政府信息公开工作年度报告，数据统计期限为2023年1月1日至2023年12月31日。</p>
  <p>一、总体情况</p><p>2023年，强蛟镇按照条例公开政府信息。</p>
  <p>二、主动公开政府信息情况</p><p><img src="./W020240119538195573144.png"></p>
  <p>三、收到和处理政府信息公开申请情况</p><p>2023年未收到申请。</p>
  <p>五、存在的主要问题及改进情况</p><p>内容不够丰富。</p><img src="/images/logo.png"></body></html>`;

/** The lower part of a scanned page: a table, and no title that says whose it is. */
async function pictureOfTable(): Promise<Uint8Array> {
  const file = new URL('../extract/readers/samples/report-scan.jpg', import.meta.url);
  const { width, height, data } = await jpegOf(new Uint8Array(readFileSync(file)));
  const above = 110;
  return pngFile({ width, height: height - above, data: data.slice(width * above) }, { colour: 0, depth: 8 });
}

test('the picture is fetched, and read as a document of the page’s report', async () => {
  const png = await pictureOfTable();
  const server = await startServer(({ path }) => {
    const html = (body: string) => ({ headers: { 'content-type': 'text/html; charset=utf-8' }, body });
    if (path === '/zwgk/nb/')
      return html(`<html><body><a href="202401/t20240119_1.html">${title}</a></body></html>`);
    if (path === '/zwgk/nb/202401/t20240119_1.html') return html(page);
    if (path === picture) return { headers: { 'content-type': 'image/png' }, body: png };
    return undefined;
  });
  onTestFinished(() => server.close());
  const directory = temporaryDirectory();
  const [registry, store] = [join(directory, 'portals.yml'), join(directory, 'store')];
  const column = `${server.origin}/zwgk/nb/`;
  writeFileSync(
    registry,
    `- id: qiangjiao\n  name: 强蛟镇人民政府\n  division_code: "330226"\n  home: ${server.origin}/\n  columns: [${column}]\n`,
  );
  const night = await runCli([
    'nightly',
    '--portals',
    registry,
    '--allow-private-hosts',
    '--delay',
    '0',
    '--store',
    store,
  ]);
  expect(night.code).toBe(0);
  const asked = server.pages().map(({ path }) => path);
  expect(asked).toContain(picture);
  expect(asked).not.toContain('/images/logo.png');

  const database = new Database(join(store, 'nianbao.db'), { readonly: true });
  onTestFinished(() => void database.close());
  const issues = database
    .prepare<[], { code: string; message: string }>(
      "SELECT code, message FROM issue WHERE code IN ('extract.tables.pictured', 'extract.ocr.missing')",
    )
    .all();
  expect(issues).toContainEqual({
    code: 'extract.tables.pictured',
    message: `a picture stands where table proactive should: ${server.origin}${picture}`,
  });
  const links = database.prepare('SELECT link_text FROM capture WHERE url LIKE ?').pluck().all(`%${picture}`);
  expect(links).toEqual([title]);
  if (loadOcr() === null) {
    expect(issues.map(({ code }) => code)).toContain('extract.ocr.missing');
    return;
  }
  const reports = database.prepare('SELECT unit_id, report_year FROM report').all();
  expect(reports).toHaveLength(1);
  const documents = database
    .prepare(
      `SELECT media_type, unit_name, unit_evidence, report_year FROM rendition
       WHERE version_id IS NOT NULL ORDER BY media_type DESC`,
    )
    .all();
  expect(documents).toMatchObject([
    { media_type: 'text/html', unit_name: '强蛟镇', report_year: 2023 },
    { media_type: 'image/png', unit_name: '强蛟镇', unit_evidence: 'link', report_year: 2023 },
  ]);
  // What the portal shows today is the picture's figures.
  expect(
    database
      .prepare("SELECT value FROM v_reading WHERE row_key = 'license' AND column_key = 'decisions'")
      .pluck()
      .all(),
  ).toEqual([1024]);
}, 240_000);
