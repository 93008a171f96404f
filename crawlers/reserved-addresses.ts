/** Addresses that a crawl of public portals must never connect to, whatever name resolved to them. */

import { BlockList, isIP } from 'node:net';

/** IANA special-purpose registries: not globally reachable, or multicast. */
const reserved4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;

const globalUnicast6 = new BlockList();
globalUnicast6.addSubnet('2000::', 3, 'ipv6');

/** Parts of 2000::/3 that are reserved, or that wrap an IPv4 address. */
const reserved6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;

const blocked = new BlockList();
for (const [network, bits] of reserved4) blocked.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of reserved6) blocked.addSubnet(network, bits, 'ipv6');

/** Whether an IP address is loopback, private, link-local or otherwise reserved. Anything unreadable is. */
export function isReservedAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  const family = isIP(bare);
  if (family === 4) return blocked.check(bare, 'ipv4');
  if (family === 6) return !globalUnicast6.check(bare, 'ipv6') || blocked.check(bare, 'ipv6');
  return true;
}
