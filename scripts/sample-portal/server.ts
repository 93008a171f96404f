/** A small government portal on loopback, for the nightly run on the bundled samples and for tests. */

import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import iconv from 'iconv-lite';
import { listenOnLoopback } from '../loopback.ts';
import {
  forbiddenPage,
  jpageList,
  jpageNavigation,
  jpageProxy,
  refusal,
  robots,
  trsLists,
  trsNavigation,
} from './pages.ts';
import { defaultPort, type Entry, jpageColumn, sampleBytes, trsColumn } from './site.ts';

/** One request as it arrived. */
export interface RecordedRequest {
  readonly method: string;
  /** With the query, as sent. */
  readonly path: string;
  readonly status: number;
  /** It carried If-None-Match or If-Modified-Since. */
  readonly conditional: boolean;
}

export interface SamplePortal {
  /** `http://127.0.0.1:PORT`, without a final slash. */
  readonly origin: string;
  /** Every request so far, in order of arrival of the answer. */
  readonly requests: readonly RecordedRequest[];
  close(): Promise<void>;
}

interface Resource {
  readonly body: Buffer;
  readonly contentType: string;
  readonly etag: string;
  readonly lastModified: Date;
}

const html = 'text/html; charset=utf-8';

function resource(body: Buffer, date: string, contentType = html): Resource {
  const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`;
  return { body, contentType, etag, lastModified: new Date(`${date}T08:00:00+08:00`) };
}

const newest = (entries: readonly Entry[]): string =>
  entries.reduce((latest, entry) => (entry.date > latest ? entry.date : latest), '0000-00-00');

/** Everything the portal serves by GET, by path. The second portal is GBK under a header that says utf-8. */
function resources(): Map<string, Resource> {
  const all = new Map<string, Resource>();
  const gbk = (page: string): Buffer => iconv.encode(page, 'gb18030');
  const siteDate = '2026-01-04';

  all.set('/robots.txt', resource(Buffer.from(robots), siteDate, 'text/plain'));
  for (const [path, page] of jpageNavigation()) all.set(path, resource(Buffer.from(page), siteDate));
  all.set(jpageColumn.path, resource(Buffer.from(jpageList()), newest(jpageColumn.entries)));
  for (const entry of jpageColumn.entries)
    if (entry.source) all.set(entry.href, resource(sampleBytes(entry.source), entry.date));

  for (const [path, page] of trsNavigation()) {
    all.set(path, resource(gbk(page), siteDate));
    all.set(`${path}index.html`, resource(gbk(page), siteDate));
  }
  for (const list of trsLists()) {
    const page = resource(gbk(list.html), newest(list.entries));
    all.set(`${trsColumn.path}${list.file}`, page);
    if (list.file === 'index.html') all.set(trsColumn.path, page);
  }
  for (const entry of trsColumn.entries) {
    const path = new URL(entry.href, `http://portal${trsColumn.path}`).pathname;
    const body = entry.source ? sampleBytes(entry.source) : gbk(forbiddenPage);
    all.set(path, resource(body, entry.date));
  }
  return all;
}

/** RFC 9110 §13: If-None-Match decides where it is sent, If-Modified-Since otherwise. */
function isUnchanged(request: IncomingMessage, found: Resource): boolean {
  const tags = request.headers['if-none-match'];
  if (tags !== undefined)
    return tags.split(',').some(tag => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === found.etag);
  const since = Date.parse(request.headers['if-modified-since'] ?? '');
  return !Number.isNaN(since) && since >= found.lastModified.getTime();
}

/** Serves one request and returns the status sent. */
type Answer = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<number>;

function refuse(response: ServerResponse, status: number, reason: string): number {
  response.writeHead(status, { 'Content-Type': html }).end(refusal(status, reason));
  return status;
}

/** The data proxy answers scripts of its own pages only, and without validators: its answers are made anew. */
const answerProxy: Answer = async (request, response, url) => {
  if (request.method !== 'GET' && request.method !== 'POST') return refuse(response, 405, '请求方式不支持');
  if (!request.headers.referer?.startsWith(`${url.origin}/`)) return refuse(response, 403, '非法来源');
  if (request.method === 'POST' && request.headers['x-requested-with'] !== 'XMLHttpRequest')
    return refuse(response, 403, '非法请求');
  const parameters = new URLSearchParams(url.search);
  if (request.method === 'POST')
    for (const [name, value] of new URLSearchParams(await text(request))) parameters.append(name, value);
  response.writeHead(200, { 'Content-Type': 'text/xml; charset=UTF-8' }).end(jpageProxy(parameters));
  return 200;
};

function answerResources(all: ReadonlyMap<string, Resource>): Answer {
  return async (request, response, url) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, '请求方式不支持');
    const found = all.get(url.pathname);
    if (!found) return refuse(response, 404, '您访问的页面不存在');
    const validators = { ETag: found.etag, 'Last-Modified': found.lastModified.toUTCString() };
    if (isUnchanged(request, found)) {
      response.writeHead(304, validators).end();
      return 304;
    }
    const length = { 'Content-Type': found.contentType, 'Content-Length': found.body.length };
    response.writeHead(200, { ...validators, ...length });
    response.end(request.method === 'HEAD' ? undefined : found.body);
    return 200;
  };
}

/**
 * Starts the sample portal on 127.0.0.1. `port` 0 takes any free one.
 *
 * @throws NianbaoError `config.port.taken` when the port cannot be had.
 */
export async function startSamplePortal({
  port = defaultPort,
}: {
  port?: number;
} = {}): Promise<SamplePortal> {
  const requests: RecordedRequest[] = [];
  const answerResource = answerResources(resources());
  let origin = '';

  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const conditional =
      request.headers['if-none-match'] !== undefined || request.headers['if-modified-since'] !== undefined;
    const url = URL.canParse(path, origin) ? new URL(path, origin) : new URL(origin);
    const answer = url.pathname === jpageColumn.proxyPath ? answerProxy : answerResource;
    answer(request, response, url).then(
      status => requests.push({ method: request.method ?? 'GET', path, status, conditional }),
      // The client went away while its body was read.
      () => response.destroy(),
    );
  });

  const { origin: own, close } = await listenOnLoopback(server, port, 'the sample portal');
  origin = own;
  return { origin, requests, close };
}
