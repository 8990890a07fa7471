/**
 * Holds back the beginning of a UTF-8 character until the rest has come. xterm.js remembers such a
 * beginning itself, but loses the character when a byte of it after the first is 0x80: half of a dash, for one.
 */
export class WholeCharacters {
  #held = new Uint8Array();

  /** How many of the bytes taken so far are held back. */
  get held(): number {
    return this.#held.length;
  }

  /** What may be parsed now: all that was taken, but for the beginning of a character at its end. */
  take(bytes: Uint8Array): Uint8Array {
    const all = this.#held.length > 0 ? joined(this.#held, bytes) : bytes;
    const end = all.length - unfinished(all);
    this.#held = all.slice(end);
    return all.subarray(0, end);
  }

  /** The stream starts over: what was held back belongs to what it replaces. */
  drop(): void {
    this.#held = new Uint8Array();
  }
}

/** The longest beginning that is no whole character yet: three bytes of four. */
const LONGEST = 3;

/** How many bytes at the end begin a character without finishing it. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(LONGEST, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (!isContinuation(byte)) return lengthFrom(byte) > back ? back : 0;
  }
  return 0;
}

function isContinuation(byte: number): boolean {
  return (byte & 0b1100_0000) === 0b1000_0000;
}

function lengthFrom(first: number): number {
  if (first < 0b1100_0000) return 1;
  if (first < 0b1110_0000) return 2;
  if (first < 0b1111_0000) return 3;
  return first < 0b1111_1000 ? 4 : 1;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const all = new Uint8Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}
