import type { FitAddon } from '@xterm/addon-fit';
import type { Terminal } from '@xterm/xterm';
import type { Size } from '../net/protocol';

/** Smaller than this nobody reads; what still does not fit is reached by scrolling. */
const SMALLEST_FONT_SIZE = 6;

const STEP = 0.5;

/** Relates a screen's size in cells to the room it has. */
export class FontFit {
  readonly #terminal: Terminal;
  readonly #fit: FitAddon;
  /** In letters of this size, as chosen, a screen fills its room. */
  #usual: number;

  constructor(terminal: Terminal, fit: FitAddon, usual: number) {
    this.#terminal = terminal;
    this.#fit = fit;
    this.#usual = usual;
  }

  choose(usual: number): void {
    this.#usual = usual;
  }

  /** The size that fills the room in letters of the usual size. */
  fitting(): Size | undefined {
    const fontSize = this.#terminal.options.fontSize;
    this.#terminal.options.fontSize = this.#usual;
    const size = this.#fit.proposeDimensions();
    this.#terminal.options.fontSize = fontSize ?? this.#usual;
    return size;
  }

  /** Makes the letters as large as they may be for the whole screen to be seen. */
  shrink(): void {
    const { cols, rows } = this.#terminal;
    const smallest = Math.min(this.#usual, SMALLEST_FONT_SIZE);
    for (let fontSize = this.#usual; fontSize >= smallest; fontSize -= STEP) {
      this.#terminal.options.fontSize = fontSize;
      const size = this.#fit.proposeDimensions();
      if (!size || (size.cols >= cols && size.rows >= rows)) return;
    }
  }
}
