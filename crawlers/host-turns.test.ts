import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HostTurns } from './host-turns.ts';

describe('HostTurns', () => {
  it('gives hosts of one address their turns one after the other', () => {
    const turns = new HostTurns();
    turns.addPending('a.gov.cn', 1, '1.2.3.4');
    turns.addPending('b.gov.cn', 1, '1.2.3.4');
    const first = turns.free(100);
    expect(first).not.toBeNull();
    turns.lease(first ?? '');
    expect(turns.free(100)).toBeNull();
    turns.release(first ?? '', 1100);
    expect(turns.free(1099)).toBeNull();
    expect(turns.free(1100)).not.toBeNull();
    expect(turns.free(1100)).not.toBe(first);
  });

  it('learns an address while a host is under way', () => {
    const turns = new HostTurns();
    turns.addPending('a.gov.cn', 2);
    turns.addPending('b.gov.cn', 1, '1.2.3.4');
    turns.lease('a.gov.cn');
    turns.learnAddress('a.gov.cn', '1.2.3.4');
    expect(turns.free(0)).toBeNull();
    turns.release('a.gov.cn', 5);
    expect(turns.free(5)).not.toBeNull();
  });

  it('never has two requests under way at one host or address, and leaves no page behind', () => {
    const start = fc.array(
      fc.record({ host: fc.nat(5), address: fc.nat(2), pages: fc.integer({ min: 1, max: 4 }) }),
    );
    fc.assert(
      fc.property(start, fc.infiniteStream(fc.nat(30)), (hosts, delays) => {
        const turns = new HostTurns();
        const addressOf = new Map<string, string>();
        let pages = 0;
        for (const { host, address, pages: count } of hosts) {
          if (!addressOf.has(`h${host}`)) addressOf.set(`h${host}`, `a${address}`);
          turns.addPending(`h${host}`, count, addressOf.get(`h${host}`) ?? null);
          pages += count;
        }
        const underWay: { host: string; end: number }[] = [];
        for (let clock = 0; pages > 0 || underWay.length > 0; clock += 1) {
          for (const done of underWay.filter(({ end }) => end <= clock)) {
            turns.release(done.host, clock + (delays.next().value ?? 0));
            underWay.splice(underWay.indexOf(done), 1);
          }
          for (let host = turns.free(clock); host !== null; host = turns.free(clock)) {
            turns.lease(host);
            pages -= 1;
            underWay.push({ host, end: clock + 1 + (delays.next().value ?? 0) });
            const addresses = underWay.map(each => addressOf.get(each.host));
            expect(new Set(addresses).size).toBe(addresses.length);
          }
          expect(clock).toBeLessThan(100_000);
        }
        expect(pages).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  it('lets hosts that were asked go before those that were not', () => {
    const turns = new HostTurns();
    turns.addPending('fresh.gov.cn', 1);
    turns.addPending('begun.gov.cn', 2);
    turns.lease('begun.gov.cn');
    turns.release('begun.gov.cn', 10);
    expect(turns.free(5)).toBe('fresh.gov.cn');
    expect(turns.free(10)).toBe('begun.gov.cn');
  });

  it('forgets no host when others of its address are dropped or turn out to be elsewhere', () => {
    const step = fc.record({
      what: fc.constantFrom('add', 'lease', 'release', 'drop', 'move'),
      host: fc.nat(5),
      address: fc.nat(1),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), steps => {
        const turns = new HostTurns();
        const waiting = new Map<string, number>();
        const underWay = new Set<string>();
        const release = (host: string) => {
          underWay.delete(host);
          turns.release(host, 1);
        };
        const lease = () => {
          const host = turns.free(1);
          if (host === null) return false;
          const pages = waiting.get(host) ?? 0;
          expect(pages).toBeGreaterThan(0);
          turns.lease(host);
          waiting.set(host, pages - 1);
          underWay.add(host);
          return true;
        };
        for (const { what, host: number, address } of steps) {
          const host = `h${number}`;
          if (what === 'add') {
            turns.addPending(host, 1, `a${number % 2}`);
            waiting.set(host, (waiting.get(host) ?? 0) + 1);
          }
          if (what === 'lease') lease();
          if (what === 'release') for (const each of [...underWay].slice(0, 1)) release(each);
          if (what === 'drop') {
            turns.dropPending(host);
            waiting.set(host, 0);
          }
          if (what === 'move') turns.learnAddress(host, `a${address}`);
        }
        for (const host of underWay) release(host);
        while (lease()) for (const host of underWay) release(host);
        expect([...waiting.values()].every(pages => pages === 0)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
