/** What an answered page adds to the frontier. Pure: pages and counts out, nothing fetched or kept. */

import { decodePageAs } from './decode-page.ts';
import type { KnownPage, NewPage } from './frontier-page.ts';
import { readPageLinks } from './page-links.ts';
import { PageReader } from './page-reader.ts';
import { emptyReading, listPage, noPageLinks, type PageReading, type ReadingLimits } from './page-reading.ts';
import { isPlainReport, isPlainReportInUtf8 } from './plain-report.ts';
import { isDataAnswer } from './platforms/data-answer.ts';
import { platformOf } from './platforms/index.ts';
import type { ListPage, ListState } from './platforms/platform.ts';
import { articleInScript, encodedLinks } from './scripted-text.ts';

/** @param url where the page was read from, after redirects */
export function readPage(
  page: KnownPage,
  answer: {
    readonly url: string;
    readonly status: number;
    readonly contentType: string | null;
    readonly body: Uint8Array;
  },
  limits: ReadingLimits,
): PageReading {
  const isText = answer.contentType === null || /html|xml|text|json|javascript/i.test(answer.contentType);
  if (!isText || isBinary(answer.body)) return emptyReading;
  // What lies beside a report of a 大汉 directory is told by its address.
  const mayBePlain = page.role === 'document' && !answer.url.includes('xxgkAnnualReport');
  if (mayBePlain && isPlainReportInUtf8(answer.body)) return emptyReading;
  const { text: whole, encoding } = decodePageAs(answer.body, answer.contentType);
  const text = isDataAnswer(whole) ? whole : withoutComments(whole);
  if (mayBePlain && isPlainReport(text)) return emptyReading;
  const state = page.list_state === null ? null : (JSON.parse(page.list_state) as ListState);
  const view: ListPage = {
    url: answer.url,
    status: answer.status,
    text,
    links: isDataAnswer(text) ? noPageLinks : readPageLinks(shownText(page, text), answer.url, encoding),
    state,
  };
  return new PageReader(page, view, limits).read();
}

/** The request that tries a list page another way, after it answered with an error. */
export function otherWay(page: KnownPage): NewPage | null {
  if (page.list_state === null) return null;
  const state = JSON.parse(page.list_state) as ListState;
  const view: ListPage = { url: page.url, status: 0, text: '', links: noPageLinks, state };
  const request = platformOf(view).afterFailure?.(page.url, state) ?? null;
  return request === null ? null : listPage(page, request);
}

/** What is commented out is no part of a page: old items and pagers among it. Scripts of old stand in comments themselves. */
function withoutComments(html: string): string {
  if (!html.includes('<!--')) return html;
  return html.replace(/<script\b[\s\S]*?<\/script>|<!--[\s\S]*?-->/gi, part =>
    part.startsWith('<!--') ? ' ' : part,
  );
}

/** A page as its reader sees it: with what its script puts into it. */
function shownText(page: KnownPage, text: string): string {
  return text + (page.role === 'document' ? articleInScript(text) : encodedLinks(text));
}

function isBinary(body: Uint8Array): boolean {
  const magic = Buffer.from(body.subarray(0, 4)).toString('latin1');
  return magic === '%PDF' || magic === 'PK\u0003\u0004' || magic.startsWith('\u00d0\u00cf\u0011\u00e0');
}
