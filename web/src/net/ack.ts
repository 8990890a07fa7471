import type { Offset } from './protocol';

/** A sixteenth of the hub's credit of 1 MiB: often enough that a fast stream never waits for it. */
export const ACK_BYTES = 64n * 1024n;

/** Below that many bytes an acknowledgement may wait this long, so that a keystroke's echo costs none. */
export const ACK_DELAY_MS = 50;

/** Gathers what the view has drawn into few acknowledgements. */
export class Ack {
  /** Last offset told to the hub, and last offset drawn. */
  #told: Offset = 0n;
  #drawn: Offset = 0n;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #send: (offset: Offset) => void;

  constructor(send: (offset: Offset) => void) {
    this.#send = send;
  }

  /** A new connection: the hub counts from `offset`, where it resumes. */
  restart(offset: Offset): void {
    this.stop();
    this.#told = this.#drawn = offset;
  }

  /** Everything before `offset` is drawn. */
  drawn(offset: Offset): void {
    // Left over from the connection before this one, which resumed behind it.
    if (offset <= this.#told) return;
    this.#drawn = offset;
    if (offset - this.#told >= ACK_BYTES) this.#flush();
    else
      this.#timer ??= setTimeout(() => {
        this.#flush();
      }, ACK_DELAY_MS);
  }

  /** A snapshot is drawn: told at once, the hub may be holding output back until then. */
  snapshotDrawn(offset: Offset): void {
    this.#drawn = offset;
    this.#flush();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #flush(): void {
    this.stop();
    this.#told = this.#drawn;
    this.#send(this.#drawn);
  }
}
