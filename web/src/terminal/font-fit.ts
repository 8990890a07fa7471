import type { FitAddon } from '@xterm/addon-fit';
import type { Terminal } from '@xterm/xterm';
import type { Size } from '../net/protocol';

export const FONT_SIZE = 13;

/** Smaller than this nobody reads; what still does not fit is reached by scrolling. */
const SMALLEST_FONT_SIZE = 6;

const STEP = 0.5;

/** Relates a screen's size in cells to the room it has. */
export class FontFit {
  readonly #terminal: Terminal;
  readonly #fit: FitAddon;

  constructor(terminal: Terminal, fit: FitAddon) {
    this.#terminal = terminal;
    this.#fit = fit;
  }

  /** The size that fills the room in letters of the usual size. */
  fitting(): Size | undefined {
    const fontSize = this.#terminal.options.fontSize;
    this.#terminal.options.fontSize = FONT_SIZE;
    const size = this.#fit.proposeDimensions();
    this.#terminal.options.fontSize = fontSize ?? FONT_SIZE;
    return size;
  }

  /** Makes the letters as large as they may be for the whole screen to be seen. */
  shrink(): void {
    const { cols, rows } = this.#terminal;
    for (let fontSize = FONT_SIZE; fontSize >= SMALLEST_FONT_SIZE; fontSize -= STEP) {
      this.#terminal.options.fontSize = fontSize;
      const size = this.#fit.proposeDimensions();
      if (!size || (size.cols >= cols && size.rows >= rows)) return;
    }
  }
}
