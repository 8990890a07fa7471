/** In bytes: more than anyone types before a connection is there or has failed. */
const MOST_BYTES = 4096;

/** What was typed before the first connection was there, which may take a moment. */
export class TypedAhead {
  #pieces: Uint8Array[] = [];
  #bytes = 0;

  /** False when there is too much already. */
  keep(piece: Uint8Array): boolean {
    if (this.#bytes + piece.length > MOST_BYTES) return false;
    this.#pieces.push(piece);
    this.#bytes += piece.length;
    return true;
  }

  /** Everything kept, in order; none of it is kept any more. */
  take(): readonly Uint8Array[] {
    const pieces = this.#pieces;
    this.#pieces = [];
    this.#bytes = 0;
    return pieces;
  }
}
