/**
 * xterm.js yields to the browser between writes only, so none may take long: this much it parses and
 * lays out in some 10 ms on a slow machine, in a fraction of one on a fast one.
 */
export const PIECE_BYTES = 8 * 1024;

/** The bytes in pieces that are quickly parsed, none of them ending within a UTF-8 character. */
export function piecesOf(bytes: Uint8Array): readonly Uint8Array[] {
  if (bytes.length <= PIECE_BYTES) return [bytes];
  const pieces: Uint8Array[] = [];
  for (let start = 0; start < bytes.length;) {
    let end = Math.min(start + PIECE_BYTES, bytes.length);
    // A character has four bytes at most; whatever has more is none.
    for (let back = 0; back < 3 && isContinuation(bytes[end]); back++) end--;
    pieces.push(bytes.subarray(start, end));
    start = end;
  }
  return pieces;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0b1100_0000) === 0b1000_0000;
}
