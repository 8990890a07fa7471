/**
 * So much output is kept for a screen that is not shown: what a quiet program writes in an hour. It
 * is drawn at once when the screen comes back; past it a fresh snapshot is cheaper.
 */
export const SHELF_BYTES = 256 * 1024;

/**
 * What the stream brought for a screen while that is hidden. Nothing of it is parsed or drawn, nor
 * acknowledged: the hub stops sending after its credit of 1 MiB, whatever the program writes.
 */
export class Shelf {
  #steps: (() => void)[] = [];
  #bytes = 0;
  #spilled: boolean;

  /** `spilled`: there is no screen yet that what comes could follow. */
  constructor(spilled: boolean) {
    this.#spilled = spilled;
  }

  put(step: () => void, bytes: number): void {
    if (this.#spilled) return;
    this.#steps.push(step);
    this.#bytes += bytes;
    if (this.#bytes > SHELF_BYTES) this.#spill();
  }

  /** A snapshot replaces everything before it, also what was lost. */
  restart(step: () => void, bytes: number): void {
    this.#steps = [];
    this.#bytes = 0;
    this.#spilled = false;
    this.put(step, bytes);
  }

  /** What is to be drawn, in order; undefined when some of it is lost and only a snapshot helps. */
  take(): readonly (() => void)[] | undefined {
    const steps = this.#steps;
    this.#steps = [];
    this.#bytes = 0;
    return this.#spilled ? undefined : steps;
  }

  #spill(): void {
    this.#spilled = true;
    this.#steps = [];
    this.#bytes = 0;
  }
}
