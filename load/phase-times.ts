/** What a load is doing, and how long each part of it took. */

export const loadPhases = [
  'divisions',
  'captures',
  'documents',
  'copy of the release',
  'removal',
  'reports',
  'document rows',
  'contents',
  'indexes',
  'units and sources',
  'copied texts',
  'readings',
  'years',
  'comparison',
  'totals',
  'assertions',
  'closing',
  'publication',
] as const;

export type LoadPhase = (typeof loadPhases)[number];

export class PhaseTimes {
  readonly #seconds = new Map<LoadPhase, number>();
  #phase: LoadPhase | null = null;
  #since = 0;

  /** Ends the phase that went before; `null` is none. */
  enter(phase: LoadPhase | null): void {
    if (phase === this.#phase) return;
    const now = performance.now();
    if (this.#phase !== null)
      this.#seconds.set(this.#phase, (this.#seconds.get(this.#phase) ?? 0) + (now - this.#since) / 1000);
    this.#phase = phase;
    this.#since = now;
  }

  /** Of each phase that was entered, to the millisecond. */
  seconds(): Partial<Record<LoadPhase, number>> {
    this.enter(null);
    return Object.fromEntries(
      [...this.#seconds].map(([phase, seconds]) => [phase, Math.round(seconds * 1000) / 1000]),
    );
  }
}
