const ESC = 0x1b;

/** As much of the end as the beginning of an image may be cut into. */
const LONGEST_START = 24;

/** What follows an escape. SIXEL: DCS, numbers, `q`; iTerm's images: OSC 1337 with a file. */
const IMAGE = /^(?:P[0-9;]*q|\]1337;File=)/;

/** Tells when a program begins to draw images, which few do: only then is what draws them loaded. */
export class ImageSniffer {
  #tail = '';

  /** Whether an image begins in these bytes, or where they join those before. */
  meets(bytes: Uint8Array): boolean {
    const first = bytes.indexOf(ESC);
    if (first < 0 && this.#tail === '') return false;
    const text =
      this.#tail + latin1(first < 0 || this.#tail !== '' ? bytes : bytes.subarray(first));
    const cut = text.lastIndexOf('\x1b');
    const tail = cut < 0 ? '' : text.slice(cut);
    this.#tail = tail.length <= LONGEST_START ? tail : '';
    return text.split('\x1b').some((sequence, i) => i > 0 && IMAGE.test(sequence));
  }
}

const decoder = new TextDecoder('latin1');

function latin1(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}
