// Holds back the beginning of a UTF-8 character until the rest has come. xterm.js remembers such a
// beginning itself, but loses the character when a byte of it after the first is 0x80.
export class Utf8Joiner {
  #held = new Uint8Array(0);

  /** The bytes so far, but for the beginning of a character at their end. */
  whole(bytes) {
    const all = this.#held.length ? Buffer.concat([this.#held, bytes]) : bytes;
    const cut = all.length - incomplete(all, all.length);
    this.#held = Uint8Array.from(all.subarray(cut));
    return all.subarray(0, cut);
  }

  /** The same, a character at a time. */
  *characters(bytes) {
    const all = this.whole(bytes);
    let start = 0;
    for (let end = 1; end <= all.length; end++) {
      if (incomplete(all.subarray(start), end - start)) continue;
      yield all.subarray(start, end);
      start = end;
    }
    if (start < all.length) yield all.subarray(start);
  }
}

/** How many bytes at the end of the first {@code length} are the beginning of a character. */
function incomplete(bytes, length) {
  for (let back = 1; back <= 3 && back <= length; back++) {
    const b = bytes[length - back];
    if ((b & 0xc0) === 0x80) continue;
    const needed = (b & 0xe0) === 0xc0 ? 2 : (b & 0xf0) === 0xe0 ? 3 : (b & 0xf8) === 0xf0 ? 4 : 1;
    return needed > back ? back : 0;
  }
  return 0;
}
