/** Names → addresses that may be connected to. The check stands after resolution, so that no name can lead inside. */

import { lookup as systemLookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { isReservedAddress } from './reserved-addresses.ts';

export interface ResolvedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Decides which addresses are connected to; the default refuses reserved ones. */
export type AddressPolicy = (address: string) => boolean;

export const publicAddressesOnly: AddressPolicy = address => !isReservedAddress(address);

export class RefusedAddressError extends Error {
  readonly code = 'REFUSED_ADDRESS';
  constructor(host: string, addresses: readonly string[]) {
    super(`${host} is at ${addresses.join(', ')}, which is loopback, private, link-local or reserved`);
    this.name = 'RefusedAddressError';
  }
}

const lifetime = 10 * 60_000;
const mostNames = 20_000;

export class Resolver {
  readonly #allowed: AddressPolicy;
  readonly #known = new Map<string, { readonly until: number; readonly addresses: ResolvedAddress[] }>();

  constructor(allowed: AddressPolicy) {
    this.#allowed = allowed;
  }

  /** Allowed addresses of a host, IPv4 first. Rejects with `RefusedAddressError`, or with the resolver's error. */
  async resolve(hostname: string): Promise<readonly ResolvedAddress[]> {
    const host = hostname.replace(/^\[|\]$/g, '');
    const known = this.#known.get(host);
    if (known !== undefined && known.until > Date.now()) return known.addresses;
    const family = isIP(host);
    const found =
      family === 0 ? await systemLookup(host, { all: true, verbatim: true }) : [{ address: host, family }];
    const addresses = found
      .filter(({ address }) => this.#allowed(address))
      .map(({ address, family: of }): ResolvedAddress => ({ address, family: of === 6 ? 6 : 4 }))
      .sort((a, b) => a.family - b.family);
    if (addresses.length === 0) {
      throw new RefusedAddressError(
        host,
        found.map(({ address }) => address),
      );
    }
    if (this.#known.size >= mostNames) this.#known.clear();
    this.#known.set(host, { until: Date.now() + lifetime, addresses });
    return addresses;
  }

  /** For `net.connect`: the same check at the moment of connecting. */
  readonly lookup: LookupFunction = (hostname, options, callback) => {
    this.resolve(hostname).then(
      addresses => {
        const fitting = addresses.filter(({ family }) => !options.family || family === options.family);
        const chosen = fitting.length > 0 ? fitting : addresses;
        if (options.all) callback(null, [...chosen]);
        else callback(null, chosen[0]?.address ?? '', chosen[0]?.family ?? 4);
      },
      (error: NodeJS.ErrnoException) => callback(error, '', 0),
    );
  };
}
