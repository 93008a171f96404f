/** One HTTP exchange at a time over undici: exact headers, bytes as on the wire, nothing followed or retried. */

import { constants } from 'node:crypto';
import { Agent, type Dispatcher, request } from 'undici';
import { RefusedAddressError, type Resolver } from './resolver.ts';

export interface WireRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  /** Header names and values in the order in which they are sent. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array | null;
  readonly signal: AbortSignal | null;
}

export interface WireResponse {
  /** Everything that was sent, the headers added by the connection included. */
  readonly request_headers: readonly (readonly [string, string])[];
  readonly status: number;
  readonly status_text: string;
  readonly headers: readonly (readonly [string, string])[];
  /** Content encoding kept, transfer encoding undone. */
  readonly body: Uint8Array;
  /** `strict`; `lenient` when the host's TLS needed old versions or its certificate could not be verified. */
  readonly tls: 'none' | 'strict' | 'lenient';
}

export type WireFailureKind =
  | 'refused-address'
  | 'unresolved'
  | 'connect'
  | 'tls'
  | 'timeout'
  | 'reset'
  | 'protocol'
  | 'too-large'
  | 'aborted';

export class WireFailure extends Error {
  readonly kind: WireFailureKind;
  constructor(kind: WireFailureKind, message: string) {
    super(message);
    this.name = 'WireFailure';
    this.kind = kind;
  }
}

export interface TransportLimits {
  readonly bodyBytes: number;
  readonly connectMs: number;
  readonly headersMs: number;
  /** Between two chunks of the body. */
  readonly silenceMs: number;
  readonly totalMs: number;
}

export const defaultLimits: TransportLimits = {
  bodyBytes: 64 * 1024 * 1024,
  connectMs: 20_000,
  headersMs: 60_000,
  silenceMs: 60_000,
  totalMs: 10 * 60_000,
};

/** Failures of a strict handshake that older or badly configured servers cause (measured on Node 20, OpenSSL 3). */
const handshakeFailure =
  /ERR_TLS|ERR_SSL|CERT_|_CERT|UNABLE_TO_(VERIFY|GET)|SELF_SIGNED|unsafe legacy renegotiation|alert protocol version|unsupported protocol|dh key too small|ee key too small|ca md too weak|handshake failure|bad ecpoint|no shared cipher|wrong signature type/i;

export class Transport {
  readonly #limits: TransportLimits;
  readonly #strict: Agent;
  readonly #lenient: Agent;
  readonly #resolver: Resolver;
  /** Origins whose strict handshake failed: a lenient one is not tried on any other. */
  readonly #lenientOrigins = new Set<string>();

  constructor(resolver: Resolver, limits: Partial<TransportLimits> = {}) {
    this.#resolver = resolver;
    this.#limits = { ...defaultLimits, ...limits };
    const common = {
      connections: 1,
      pipelining: 1,
      headersTimeout: this.#limits.headersMs,
      bodyTimeout: this.#limits.silenceMs,
      keepAliveTimeout: 30_000,
    };
    const connect = { lookup: resolver.lookup, timeout: this.#limits.connectMs };
    this.#strict = new Agent({ ...common, connect });
    this.#lenient = new Agent({
      ...common,
      connect: {
        ...connect,
        rejectUnauthorized: false,
        minVersion: 'TLSv1',
        ciphers: 'DEFAULT:@SECLEVEL=0',
        secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT,
      },
    });
  }

  /** Rejects with `WireFailure` only. */
  async send(order: WireRequest): Promise<WireResponse> {
    const { origin, protocol, hostname } = new URL(order.url);
    try {
      // Addresses in the URL never pass through `lookup`, so they are checked here as well.
      await this.#resolver.resolve(hostname);
    } catch (error) {
      throw failureOf(error, 'unresolved');
    }
    if (protocol === 'http:') return this.#exchange(order, this.#strict, 'none');
    if (this.#lenientOrigins.has(origin)) return this.#exchange(order, this.#lenient, 'lenient');
    try {
      return await this.#exchange(order, this.#strict, 'strict');
    } catch (error) {
      if (!(error instanceof WireFailure) || error.kind !== 'tls') throw error;
      const response = await this.#exchange(order, this.#lenient, 'lenient');
      this.#lenientOrigins.add(origin);
      return response;
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#strict.destroy(), this.#lenient.destroy()]);
  }

  async #exchange(order: WireRequest, agent: Agent, tls: WireResponse['tls']): Promise<WireResponse> {
    const deadline = AbortSignal.timeout(this.#limits.totalMs);
    const signal = order.signal === null ? deadline : AbortSignal.any([order.signal, deadline]);
    try {
      const response = await request(order.url, {
        dispatcher: agent,
        method: order.method,
        headers: order.headers.flat(),
        body: order.body === null ? null : Buffer.from(order.body),
        signal,
        responseHeaders: 'raw',
      });
      const headers = pairsOf(response.headers as unknown as readonly string[]);
      return {
        request_headers: sentHeaders(order),
        status: response.statusCode,
        status_text: response.statusText,
        headers,
        body: await this.#readBody(response.body, headers),
        tls,
      };
    } catch (error) {
      if (order.signal?.aborted) throw new WireFailure('aborted', 'interrupted');
      if (deadline.aborted) throw new WireFailure('timeout', `no end after ${this.#limits.totalMs} ms`);
      throw failureOf(error, 'connect');
    }
  }

  async #readBody(body: Dispatcher.ResponseData['body'], headers: readonly (readonly [string, string])[]) {
    const limit = this.#limits.bodyBytes;
    const tooLarge = () => new WireFailure('too-large', `the body exceeds ${limit} bytes`);
    if (Number(headerOf(headers, 'content-length') ?? 0) > limit) {
      body.on('error', () => undefined).destroy();
      throw tooLarge();
    }
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      length += chunk.length;
      if (length > limit) throw tooLarge();
      chunks.push(chunk);
    }
    return new Uint8Array(Buffer.concat(chunks, length));
  }
}

/** First value of a header, whatever its case. */
export function headerOf(headers: readonly (readonly [string, string])[], name: string): string | null {
  return headers.find(([key]) => key.toLowerCase() === name)?.[1] ?? null;
}

/** undici puts `host` and `connection` before the given headers and `content-length` behind them. */
function sentHeaders(order: WireRequest): (readonly [string, string])[] {
  const length: (readonly [string, string])[] =
    order.body === null ? [] : [['content-length', String(order.body.length)]];
  return [['host', new URL(order.url).host], ['connection', 'keep-alive'], ...order.headers, ...length];
}

function pairsOf(flat: readonly string[]): (readonly [string, string])[] {
  const pairs: (readonly [string, string])[] = [];
  for (let at = 0; at + 1 < flat.length; at += 2) pairs.push([flat[at] ?? '', flat[at + 1] ?? '']);
  return pairs;
}

function failureOf(error: unknown, otherwise: WireFailureKind): WireFailure {
  if (error instanceof WireFailure) return error;
  const seen = causes(error);
  const text = seen.map(({ code, message }) => `${code} ${message}`).join(' ');
  const message = seen.at(-1)?.message ?? String(error);
  if (seen.some(cause => cause.original instanceof RefusedAddressError)) {
    return new WireFailure('refused-address', message);
  }
  if (/ENOTFOUND|EAI_|ENODATA/.test(text)) return new WireFailure('unresolved', message);
  if (/TIMEOUT|ETIMEDOUT/.test(text)) return new WireFailure('timeout', message);
  if (/wrong version number|packet length too long/i.test(text)) return new WireFailure('connect', message);
  if (handshakeFailure.test(text)) return new WireFailure('tls', message);
  if (/ECONNRESET|EPIPE|UND_ERR_SOCKET|other side closed|RES_CONTENT_LENGTH_MISMATCH/.test(text)) {
    return new WireFailure('reset', message);
  }
  if (/ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL/.test(text))
    return new WireFailure('connect', message);
  if (/HPE_|UND_ERR_INVALID|HTTPParserError|HTTP\/1\.1 protocol/.test(text))
    return new WireFailure('protocol', message);
  return new WireFailure(otherwise, message);
}

/** An error with its causes and the errors it gathers, outermost first. */
function causes(error: unknown): { code: string; message: string; original: unknown }[] {
  const found: { code: string; message: string; original: unknown }[] = [];
  const queue: unknown[] = [error];
  while (queue.length > 0 && found.length < 8) {
    const next = queue.shift();
    if (!(next instanceof Error)) continue;
    const code = 'code' in next ? String(next.code) : next.name;
    found.push({ code, message: next.message || code, original: next });
    queue.push(next.cause, ...(next instanceof AggregateError ? next.errors : []));
  }
  return found;
}
