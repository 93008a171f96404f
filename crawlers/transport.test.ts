import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { Resolver } from './resolver.ts';
import { startServer } from './testing/loopback-server.ts';
import { testCertificate, testKey } from './testing/test-certificate.ts';
import { headerOf, Transport, type TransportLimits, WireFailure, type WireRequest } from './transport.ts';

const closing: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function transportWith(limits: Partial<TransportLimits> = {}): Transport {
  const transport = new Transport(new Resolver(() => true), limits);
  closing.push(() => transport.close());
  return transport;
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise(resolve => server.close(resolve)));
  return (server.address() as AddressInfo).port;
}

/** Answers every connection with the same bytes and keeps what it was sent. */
async function rawServer(answer: Buffer | string): Promise<{ port: number; received: () => string }> {
  let received = '';
  const port = await listen(
    createServer(socket => {
      socket.on('error', () => undefined);
      socket.on('data', chunk => {
        received += chunk.toString('latin1');
        if (received.includes('\r\n\r\n')) socket.end(answer);
      });
    }),
  );
  return { port, received: () => received };
}

const get = (url: string, headers: WireRequest['headers'] = []): WireRequest => ({
  url,
  method: 'GET',
  headers,
  body: null,
  signal: null,
});

async function failureOf(sending: Promise<unknown>): Promise<WireFailure> {
  const error = await sending.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(WireFailure);
  return error as WireFailure;
}

describe('Transport', () => {
  it('reports exactly the request head that went over the wire, in order', async () => {
    const { port, received } = await rawServer('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
    const response = await transportWith().send({
      url: `http://127.0.0.1:${port}/a?b=%E5%B9%B4`,
      method: 'POST',
      headers: [
        ['user-agent', 'Nianbao/0.1.0 (+https://example.org)'],
        ['X-Requested-With', 'XMLHttpRequest'],
        ['content-type', 'application/x-www-form-urlencoded'],
      ],
      body: Buffer.from('columnid=1'),
      signal: null,
    });
    const head = response.request_headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    expect(received()).toBe(`POST /a?b=%E5%B9%B4 HTTP/1.1\r\n${head}\r\ncolumnid=1`);
  });

  it('keeps response headers in order with their case and bytes, and the body as on the wire', async () => {
    const body = gzipSync('年报');
    const head = Buffer.from(
      `HTTP/1.1 203 Sort Of OK\r\nServer: x\r\nSET-cookie: a=1\r\nset-Cookie: b=2\r\nX-Name: \xc4\xea\r\nContent-Encoding: gzip\r\nContent-Length: ${body.length}\r\n\r\n`,
      'latin1',
    );
    const { port } = await rawServer(Buffer.concat([head, body]));
    const response = await transportWith().send(get(`http://127.0.0.1:${port}/`));
    expect(response).toMatchObject({ status: 203, status_text: 'Sort Of OK', tls: 'none' });
    expect(response.headers).toEqual([
      ['Server', 'x'],
      ['SET-cookie', 'a=1'],
      ['set-Cookie', 'b=2'],
      ['X-Name', '\xc4\xea'],
      ['Content-Encoding', 'gzip'],
      ['Content-Length', String(body.length)],
    ]);
    expect(headerOf(response.headers, 'set-cookie')).toBe('a=1');
    expect(Buffer.from(response.body)).toEqual(body);
  });

  it('undoes transfer encoding and follows nothing', async () => {
    const { port } = await rawServer(
      'HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n',
    );
    const response = await transportWith().send(get(`http://127.0.0.1:${port}/`));
    expect(response.status).toBe(302);
    expect(Buffer.from(response.body).toString()).toBe('abcde');
  });

  it.each([
    ['nobody listens', 'connect', 'http://127.0.0.1:1/'],
    ['the name does not exist', 'unresolved', 'http://no-such-host.invalid/'],
  ])('says when %s', async (_, kind, url) => {
    expect((await failureOf(transportWith().send(get(url)))).kind).toBe(kind);
  });

  it('gives up on servers that are silent, cut off, or too generous', async () => {
    const silent = await listen(createServer(socket => socket.on('error', () => undefined).resume()));
    const slow = transportWith({ headersMs: 300 });
    expect((await failureOf(slow.send(get(`http://127.0.0.1:${silent}/`)))).kind).toBe('timeout');
    const cut = await rawServer('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc');
    expect((await failureOf(transportWith().send(get(`http://127.0.0.1:${cut.port}/`)))).kind).toBe('reset');
    const small = transportWith({ bodyBytes: 10 });
    const declared = await rawServer('HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n01234567890');
    expect((await failureOf(small.send(get(`http://127.0.0.1:${declared.port}/`)))).kind).toBe('too-large');
    const undeclared = await rawServer('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n01234567890');
    expect((await failureOf(small.send(get(`http://127.0.0.1:${undeclared.port}/`)))).kind).toBe('too-large');
    const odd = await rawServer('HTTP/1.1 200 OK\nServer: bare line feeds\n\n');
    expect((await failureOf(transportWith().send(get(`http://127.0.0.1:${odd.port}/`)))).kind).toBe(
      'protocol',
    );
  });

  it('ends at once when it is interrupted', async () => {
    const server = await startServer(() => ({ after: 60_000 }));
    closing.push(server.close);
    const stop = new AbortController();
    const sending = transportWith().send({ ...get(`${server.origin}/`), signal: stop.signal });
    setTimeout(() => stop.abort(), 50);
    expect((await failureOf(sending)).kind).toBe('aborted');
  });

  it('never connects to an address that its policy refuses, by name or by number', async () => {
    const server = await startServer(() => ({ body: 'inside' }));
    closing.push(server.close);
    const transport = new Transport(new Resolver(address => address !== '127.0.0.1' && address !== '::1'));
    closing.push(() => transport.close());
    for (const host of ['127.0.0.1', 'localhost', '0x7f.0.0.1', '2130706433']) {
      const url = server.origin.replace('127.0.0.1', host);
      expect((await failureOf(transport.send(get(`${url}/`)))).kind).toBe('refused-address');
    }
    expect(server.hits).toEqual([]);
  });
});

describe('TLS', () => {
  const certificate = { key: testKey, cert: testCertificate };

  it('reads a host whose certificate cannot be verified only after a strict attempt, and says so', async () => {
    const port = await listen(createHttpsServer(certificate, (_, response) => response.end('读到了')));
    const transport = transportWith();
    const response = await transport.send(get(`https://127.0.0.1:${port}/`));
    expect(response.tls).toBe('lenient');
    expect(Buffer.from(response.body).toString()).toBe('读到了');
    expect((await transport.send(get(`https://127.0.0.1:${port}/`))).tls).toBe('lenient');
  });

  it('reads a host that speaks only TLS 1.0', async () => {
    const old = {
      ...certificate,
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1',
      ciphers: 'DEFAULT:@SECLEVEL=0',
    } as const;
    const port = await listen(createHttpsServer(old, (_, response) => response.end('old')));
    expect((await transportWith().send(get(`https://127.0.0.1:${port}/`))).tls).toBe('lenient');
  });

  it('does not try leniency on a port that speaks plain http', async () => {
    const server = await startServer(() => ({ body: 'plain' }));
    closing.push(server.close);
    const failure = await failureOf(
      transportWith().send(get(`${server.origin.replace('http:', 'https:')}/`)),
    );
    expect(failure.kind).toBe('connect');
  });
});
