import type { ITerminalAddon, IUnicodeVersionProvider, Terminal } from '@xterm/xterm';
import { RUNS } from './grapheme-data';

const EXTEND = 2;
const REGIONAL_INDICATOR = 3;
const SPACING_MARK = 4;
const ZERO_WIDTH_JOINER = 10;

/**
 * By class of the second character, a bit for every class of the first that it joins. The hub's
 * `Graphemes` tells the classes and what differs from Unicode Standard Annex 29.
 */
const JOINS = [
  0x002, // any other: prepended marks
  0x002, // prepended marks
  0xfff, // extenders: everything
  0x00a, // regional indicators: their like, prepended marks
  0xfff, // spacing marks: everything
  0x022, // Hangul L: L, prepended marks
  0x162, // Hangul V: L, V, LV, prepended marks
  0x3c2, // Hangul T: V, T, LV, LVT, prepended marks
  0x022, // Hangul LV: as L
  0x022, // Hangul LVT: as L
  0xfff, // zero width joiner: everything
  0x402, // pictographs: zero width joiner, prepended marks
];

const KIND_SHIFT = 3;
const WIDTH_SHIFT = 1;
const JOIN = 1;
const NARROW = 1 << WIDTH_SHIFT;
const CODE_POINTS = 0x110000;

function table(): Uint8Array {
  const values = new Uint8Array(CODE_POINTS);
  let at = 0;
  for (const run of RUNS.trim().split(/\s+/)) {
    const [length = '', value = ''] = run.split(':');
    values.fill(parseInt(value, 36), at, at + parseInt(length, 36));
    at += parseInt(length, 36);
  }
  return values;
}

/** Made when the first terminal needs it, for all of them. */
let values: Uint8Array | undefined;

const width = (properties: number): 0 | 1 | 2 => ((properties >> WIDTH_SHIFT) & 3) as 0 | 1 | 2;

/** Measures text by Unicode 16, as the hub does: emoji sequences, flags, syllables share a cell. */
class Graphemes implements IUnicodeVersionProvider {
  readonly version = '16-graphemes';
  readonly #values = (values ??= table());

  wcwidth(codePoint: number): 0 | 1 | 2 {
    return this.#joinsAll(codePoint) ? 0 : width(this.#values[codePoint] ?? NARROW);
  }

  /** How a code point stands after what was printed before it: class, columns, whether it joins. */
  charProperties(codePoint: number, before: number): number {
    const own = this.#values[codePoint] ?? NARROW;
    const kind = own >> KIND_SHIFT;
    const joins = before !== 0 && ((JOINS[kind] ?? 0) >> (before >> KIND_SHIFT)) & 1;
    if (!joins) return own;
    if (kind === REGIONAL_INDICATOR) return (2 << WIDTH_SHIFT) | JOIN;
    return (kind << KIND_SHIFT) | (Math.max(width(before), width(own)) << WIDTH_SHIFT) | JOIN;
  }

  #joinsAll(codePoint: number): boolean {
    const kind = (this.#values[codePoint] ?? NARROW) >> KIND_SHIFT;
    return kind === EXTEND || kind === SPACING_MARK || kind === ZERO_WIDTH_JOINER;
  }
}

/** Makes a terminal measure text as the hub does, in place of xterm.js's own Unicode 6. */
export class GraphemesAddon implements ITerminalAddon {
  activate(terminal: Terminal): void {
    const provider = new Graphemes();
    terminal.unicode.register(provider);
    terminal.unicode.activeVersion = provider.version;
  }

  dispose(): void {
    // What is registered goes with the terminal.
  }
}
