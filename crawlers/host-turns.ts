/** Whose turn it is: hosts with pages waiting, at most one request per host and per address at a time. */

interface WaitingHost {
  pending: number;
  leased: boolean;
  /** Date.now() scale. */
  readyAt: number;
  address: string | null;
}

/** Grows with the hosts of a run, never with its pages. */
export class HostTurns {
  readonly #hosts = new Map<string, WaitingHost>();
  readonly #addresses = new Map<string, { leased: number; readyAt: number }>();

  clear(): void {
    this.#hosts.clear();
    this.#addresses.clear();
  }

  addPending(host: string, count: number, address: string | null = null): void {
    const known = this.#hosts.get(host) ?? { pending: 0, leased: false, readyAt: 0, address };
    known.pending = Math.max(0, known.pending + count);
    this.#hosts.set(host, known);
    this.#dropIfIdle(host, known);
  }

  dropPending(host: string): void {
    const known = this.#hosts.get(host);
    if (known === undefined) return;
    known.pending = 0;
    this.#dropIfIdle(host, known);
  }

  /** The host that has been free for longest, or null. */
  free(clock: number): string | null {
    let best: string | null = null;
    let bestReadyAt = Number.POSITIVE_INFINITY;
    for (const [host, { pending, leased, readyAt, address }] of this.#hosts) {
      if (pending === 0 || leased || readyAt > clock || readyAt >= bestReadyAt) continue;
      const shared = address === null ? undefined : this.#addresses.get(address);
      if (shared !== undefined && (shared.leased > 0 || shared.readyAt > clock)) continue;
      best = host;
      bestReadyAt = readyAt;
    }
    return best;
  }

  lease(host: string): void {
    const known = this.#hosts.get(host);
    if (known === undefined) throw new RangeError(`no page of ${host} is waiting`);
    known.leased = true;
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
    }
    this.#dropIfIdle(host, known);
  }

  /** Ties a host to the address it resolved to. */
  learnAddress(host: string, address: string): void {
    const known = this.#hosts.get(host);
    if (known === undefined || known.address === address) return;
    if (known.leased) {
      if (known.address !== null) this.#shared(known.address).leased -= 1;
      this.#shared(address).leased += 1;
    }
    known.address = address;
  }

  #shared(address: string): { leased: number; readyAt: number } {
    const known = this.#addresses.get(address) ?? { leased: 0, readyAt: 0 };
    this.#addresses.set(address, known);
    return known;
  }

  #dropIfIdle(host: string, known: WaitingHost): void {
    // A host whose gap still runs is kept, so that a page added next does not jump it.
    if (known.pending === 0 && !known.leased && known.readyAt <= Date.now()) this.#hosts.delete(host);
  }
}
