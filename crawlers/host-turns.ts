/** Whose turn it is: hosts with pages waiting, at most one request per host and per address at a time. */

import { EarliestFirst } from './earliest-first.ts';

interface WaitingHost {
  pending: number;
  leased: boolean;
  /** Date.now() scale; 0 for a host that has not been asked in this run. */
  readyAt: number;
  address: string | null;
  /** The place in a queue that counts; older ones are passed over. 0 when it waits in none. */
  ticket: number;
}

interface SharedAddress {
  leased: number;
  readyAt: number;
  /** Hosts whose turn came while another host of this address was being asked. */
  readonly parked: Set<string>;
}

/**
 * Grows with the hosts of a run, never with its pages; what a turn costs hardly grows at all.
 * Hosts that have been asked come before hosts that have not: their connections are still open, and a portal once
 * begun is soon done.
 */
export class HostTurns {
  readonly #hosts = new Map<string, WaitingHost>();
  readonly #addresses = new Map<string, SharedAddress>();
  readonly #begun = new EarliestFirst<string>();
  readonly #fresh = new EarliestFirst<string>();
  #tickets = 0;

  clear(): void {
    this.#hosts.clear();
    this.#addresses.clear();
    this.#begun.clear();
    this.#fresh.clear();
  }

  addPending(host: string, count: number, address: string | null = null): void {
    const known = this.#hosts.get(host) ?? { pending: 0, leased: false, readyAt: 0, address, ticket: 0 };
    known.pending = Math.max(0, known.pending + count);
    this.#hosts.set(host, known);
    if (known.pending === 0) this.#leaveQueue(host, known);
    else if (known.ticket === 0) this.#queue(host, known);
    this.#dropIfIdle(host, known);
  }

  dropPending(host: string): void {
    const known = this.#hosts.get(host);
    if (known === undefined) return;
    known.pending = 0;
    this.#leaveQueue(host, known);
    this.#dropIfIdle(host, known);
  }

  /** The host whose turn it is, or null. */
  free(clock: number): string | null {
    return this.#firstOf(this.#begun, clock) ?? this.#firstOf(this.#fresh, clock);
  }

  lease(host: string): void {
    const known = this.#hosts.get(host);
    if (known === undefined) throw new RangeError(`no page of ${host} is waiting`);
    known.leased = true;
    known.ticket = 0;
    known.pending -= 1;
    if (known.address !== null) this.#shared(known.address).leased += 1;
  }

  /** Ends a host's lease; it and its address are free again at `readyAt`. */
  release(host: string, readyAt: number): void {
    const known = this.#hosts.get(host);
    if (known === undefined) return;
    known.leased = false;
    known.readyAt = readyAt;
    if (known.address !== null) {
      const shared = this.#shared(known.address);
      shared.leased = Math.max(0, shared.leased - 1);
      shared.readyAt = Math.max(shared.readyAt, readyAt);
      this.#wake(known.address);
    }
    this.#queue(host, known);
    this.#dropIfIdle(host, known);
  }

  /** Ties a host to the address it resolved to. */
  learnAddress(host: string, address: string): void {
    const known = this.#hosts.get(host);
    if (known === undefined || known.address === address) return;
    const before = known.address;
    if (known.leased) {
      if (before !== null) this.#shared(before).leased -= 1;
      this.#shared(address).leased += 1;
    }
    known.address = address;
    if (before !== null) this.#wake(before);
  }

  /** What is at the head of the queue, after what no longer counts or must wait has been put where it belongs. */
  #firstOf(queue: EarliestFirst<string>, clock: number): string | null {
    for (let first = queue.first(); first !== null && first.at <= clock; first = queue.first()) {
      const host = first.what;
      const known = this.#hosts.get(host);
      if (known === undefined || known.ticket !== first.ticket) {
        queue.takeFirst();
        continue;
      }
      const shared = known.address === null ? undefined : this.#addresses.get(known.address);
      const at = Math.max(known.readyAt, shared?.readyAt ?? 0);
      if (shared !== undefined && shared.leased > 0) {
        queue.takeFirst();
        shared.parked.add(host);
      } else if (at > clock) {
        queue.takeFirst();
        queue.add({ ...first, at });
      } else return host;
    }
    return null;
  }

  #queue(host: string, known: WaitingHost): void {
    if (known.pending === 0 || known.leased) return;
    this.#tickets += 1;
    known.ticket = this.#tickets;
    const ofAddress = known.address === null ? 0 : (this.#addresses.get(known.address)?.readyAt ?? 0);
    const at = Math.max(known.readyAt, ofAddress);
    (known.readyAt === 0 ? this.#fresh : this.#begun).add({ at, ticket: known.ticket, what: host });
  }

  #leaveQueue(host: string, known: WaitingHost): void {
    known.ticket = 0;
    if (known.address === null) return;
    this.#addresses.get(known.address)?.parked.delete(host);
    this.#wake(known.address);
  }

  /** Lets one parked host of a free address queue again: as long as some are parked, one of them is in the queue. */
  #wake(address: string): void {
    const shared = this.#addresses.get(address);
    if (shared === undefined || shared.leased > 0) return;
    for (const host of shared.parked) {
      shared.parked.delete(host);
      const known = this.#hosts.get(host);
      if (known === undefined || known.pending === 0 || known.leased) continue;
      this.#queue(host, known);
      if (known.address === address) return;
    }
  }

  #shared(address: string): SharedAddress {
    const known = this.#addresses.get(address) ?? { leased: 0, readyAt: 0, parked: new Set<string>() };
    this.#addresses.set(address, known);
    return known;
  }

  #dropIfIdle(host: string, known: WaitingHost): void {
    // A host whose gap still runs is kept, so that a page added next does not jump it.
    if (known.pending === 0 && !known.leased && known.readyAt <= Date.now()) this.#hosts.delete(host);
  }
}
