/** The explorer: pages over a published database, for a browser on this machine. Nothing is ever written. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { openDatabase } from '../../load/open-database.ts';
import { type LoopbackServer, listenOnLoopback } from '../loopback.ts';
import { Asker, Unanswered } from './asker.ts';
import { documentOf, html, type Page } from './html.ts';
import { cellPage } from './pages/cell.ts';
import { coveragePage } from './pages/coverage.ts';
import { indicatorsPage } from './pages/indicators.ts';
import { overviewPage } from './pages/overview.ts';
import { queryCsv, queryPage } from './pages/query.ts';
import { relationPage, relationsPage } from './pages/relations.ts';
import { reportPage } from './pages/report.ts';
import { searchPage } from './pages/search.ts';
import { unitPage } from './pages/unit.ts';
import { unitsPage } from './pages/units.ts';
import { style } from './style.ts';

export interface ExplorerOptions {
  readonly databaseFile: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** How long one question may take. */
  readonly seconds?: number;
}

/** Null where there is no such thing. */
type Route = (database: Asker, rest: readonly string[], query: URLSearchParams) => Promise<Page | null>;

const routes: Readonly<Record<string, Route>> = {
  '': overviewPage,
  units: (database, _rest, query) => unitsPage(database, query),
  unit: (database, [id = '']) => unitPage(database, id),
  report: (database, [id = ''], query) => reportPage(database, id, query.get('version')),
  cell: (database, rest, query) => cellPage(database, rest, query.get('version')),
  search: (database, _rest, query) => searchPage(database, query),
  coverage: (database, _rest, query) => coveragePage(database, query),
  indicators: (database, _rest, query) => indicatorsPage(database, query),
  relations: relationsPage,
  relation: (database, [name = ''], query) => relationPage(database, name, query),
  query: (database, _rest, query) => queryPage(database, query),
};

/** Nothing but our own style sheet is loaded, and no other page may show or address this one. */
const headers = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
} as const;

/** A name that another site had point here is not ours. */
const ownHost = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/;

/**
 * Starts the explorer on 127.0.0.1.
 *
 * @throws NianbaoError `load.database.missing`, `config.port.taken`
 */
export async function startExplorer({
  databaseFile,
  port,
  seconds = 20,
}: ExplorerOptions): Promise<LoopbackServer> {
  openDatabase(databaseFile).close();
  const database = new Asker(databaseFile, seconds);
  const server = createServer((request, response) => {
    respond(database, request, response).catch((error: unknown) => {
      send(
        response,
        500,
        'text/plain',
        error instanceof Error ? (error.stack ?? error.message) : String(error),
      );
    });
  });
  try {
    const { origin, close } = await listenOnLoopback(server, port, 'the explorer');
    return {
      origin,
      close: async () => {
        database.close();
        await close();
      },
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

async function respond(database: Asker, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!ownHost.test(request.headers.host ?? ''))
    return send(response, 421, 'text/plain', 'This server answers for 127.0.0.1 and localhost only.');
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return send(response, 405, 'text/plain', 'Only GET: nothing can be changed here.');
  const url = parsed(request.url ?? '/');
  if (url === null) return send(response, 400, 'text/plain', 'This address cannot be read.');
  const { path, query } = url;
  if (path[0] === 'style.css') return send(response, 200, 'text/css', style);
  try {
    if (path[0] === 'query.csv') return send(response, 200, 'text/csv', await queryCsv(database, query));
    const route = Object.hasOwn(routes, path[0] ?? '') ? routes[path[0] ?? ''] : undefined;
    const page = (await route?.(database, path.slice(1), query)) ?? null;
    return page === null
      ? sendPage(database, response, 404, missing)
      : sendPage(database, response, 200, page);
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
    return sendPage(database, response, 400, {
      title: 'No answer',
      body: html`<p class="error">${error.message}</p>`,
    });
  }
}

const missing: Page = {
  title: 'Not found',
  body: html`<p>There is no such page, or the database in place has no such thing any more.</p>`,
};

function parsed(address: string): { path: string[]; query: URLSearchParams } | null {
  try {
    const { pathname, searchParams } = new URL(address, 'http://localhost');
    return { path: pathname.slice(1).split('/').map(decodeURIComponent), query: searchParams };
  } catch {
    return null;
  }
}

async function sendPage(
  database: Asker,
  response: ServerResponse,
  status: number,
  page: Page,
): Promise<void> {
  const release = await database
    .first<{ id: string }>('SELECT id FROM release')
    .catch((error: unknown) => (error instanceof Unanswered ? null : Promise.reject(error)));
  send(response, status, 'text/html', documentOf(page, release?.id ?? 'not known'));
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { ...headers, 'Content-Type': `${type}; charset=utf-8` });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}
