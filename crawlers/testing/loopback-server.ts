/** A real HTTP server on loopback that remembers what it was asked, for tests. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

export interface Hit {
  readonly method: string;
  /** Path with query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** Date.now() at arrival. */
  readonly at: number;
  /** Set once it is answered: whether the answer had a validator, and how long its body was. */
  gaveValidator?: boolean;
  sentBytes?: number;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Uint8Array;
  /** Sends the body gzipped. */
  readonly gzip?: boolean;
  /** Milliseconds before the answer. */
  readonly after?: number;
  /** Closes the connection without an answer. */
  readonly reset?: boolean;
}

export type Handler = (hit: Hit) => Reply | undefined;

export interface LoopbackServer {
  readonly origin: string;
  readonly hits: Hit[];
  /** Hits on pages: robots.txt left out. */
  pages(): Hit[];
  close(): Promise<void>;
}

/** What the handler does not answer is 404, robots.txt among it. */
export async function startServer(
  handler: Handler,
  address = '127.0.0.1',
  port = 0,
): Promise<LoopbackServer> {
  const hits: Hit[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    const at = Date.now();
    request.on('data', chunk => chunks.push(chunk));
    request.on('end', () => {
      const hit: Hit = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
        at,
      };
      hits.push(hit);
      const reply = handler(hit) ?? { status: 404, body: '<html><body>404</body></html>' };
      const names = Object.keys(reply.headers ?? {}).map(name => name.toLowerCase());
      hit.gaveValidator = names.includes('etag') || names.includes('last-modified');
      hit.sentBytes = reply.status === 304 ? 0 : Buffer.byteLength(reply.body ?? '');
      setTimeout(() => send(response, reply), reply.after ?? 0);
    });
  });
  await new Promise<void>(resolve => server.listen(port, address, resolve));
  const { port: bound } = server.address() as AddressInfo;
  return {
    origin: `http://${address}:${bound}`,
    hits,
    pages: () => hits.filter(({ path }) => path !== '/robots.txt'),
    close: () =>
      new Promise(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function send(response: ServerResponse, reply: Reply): void {
  if (reply.reset) {
    response.socket?.destroy();
    return;
  }
  const raw =
    typeof reply.body === 'string' ? Buffer.from(reply.body, 'utf8') : Buffer.from(reply.body ?? '');
  const status = reply.status ?? 200;
  const body = reply.gzip ? gzipSync(raw) : raw;
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    ...(reply.gzip ? { 'content-encoding': 'gzip' } : {}),
    ...(status === 304 ? {} : { 'content-length': String(body.length) }),
    ...reply.headers,
  });
  response.end(status === 304 ? undefined : body);
}

/** A report page as portals serve it, short but with the words of the form. */
export function reportHtml(unit: string, year: number, extra = ''): string {
  const title = `${unit}${year}年政府信息公开工作年度报告`;
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}</title>
<meta name="ArticleTitle" content="${title}"><meta name="PubDate" content="${year + 1}-01-20 10:00"></head>
<body><h1>${title}</h1><p>一、总体情况</p><p>二、主动公开政府信息情况</p>
<table><tr><td>第二十条第（一）项</td></tr></table>${extra}</body></html>`;
}
