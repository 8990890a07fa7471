import { FitAddon } from '@xterm/addon-fit';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { Terminal } from '@xterm/xterm';
import type { Size } from '../net/protocol';
import { copy, pasteable } from './clipboard';
import { colours } from './colours';
import type { Appearance } from './colours';
import { FONT_SIZE, FontFit } from './font-fit';
import { GraphemesAddon } from './graphemes';
import { InOrder } from './in-order';
import { meansToType, readKey } from './keys';
import { muteQueries } from './mute-queries';
import { drawWithWebgl } from './renderer';
import { WholeCharacters } from './whole-characters';

export interface TerminalViewOptions {
  readonly appearance: Appearance;
  readonly label: string;
  /** Bytes that the user made: keys, a paste, mouse and focus reports. */
  readonly onData: (bytes: Uint8Array) => void;
  /** The user typed or pasted while that is not accepted. */
  readonly onRefused: () => void;
  /** The screen has this size now. */
  readonly onSize: (size: Size) => void;
  /** A key that belongs to the page even while the terminal has the focus. */
  readonly isShortcut: (event: KeyboardEvent) => boolean;
}

/** One screen: xterm.js in an element, fed in the stream's order. */
export class TerminalView {
  readonly #terminal: Terminal;
  readonly #order: InOrder;
  readonly #characters = new WholeCharacters();
  readonly #fontFit: FontFit;
  readonly #options: TerminalViewOptions;
  #disposed = false;

  constructor(options: TerminalViewOptions) {
    this.#options = options;
    this.#terminal = new Terminal({
      allowProposedApi: true,
      fontFamily: FONT,
      fontSize: FONT_SIZE,
      lineHeight: 1.2,
      theme: colours[options.appearance],
      minimumContrastRatio: 4.5,
      macOptionClickForcesSelection: true,
      // Until the stream is there, what is typed has nowhere to go.
      disableStdin: true,
      linkHandler: { activate: (_event, uri) => openLink(uri) },
    });
    this.#terminal.loadAddon(new GraphemesAddon());
    const fit = new FitAddon();
    this.#terminal.loadAddon(fit);
    this.#fontFit = new FontFit(this.#terminal, fit);
    this.#order = new InOrder(this.#terminal);
    const muted = muteQueries(this.#terminal.parser);
    this.#terminal.onData((text) => {
      if (!muted.now) options.onData(new TextEncoder().encode(text));
    });
    this.#terminal.onBinary((text) => {
      options.onData(Uint8Array.from(text, (char) => char.charCodeAt(0)));
    });
    this.#terminal.attachCustomKeyEventHandler((event) => this.#onKey(event));
  }

  /** Puts the screen into `host`, which it fills. Waits for the font, or cells would be mismeasured. */
  async open(host: HTMLElement): Promise<void> {
    await Promise.allSettled(
      ['', 'bold '].map((style) => document.fonts.load(`${style}${FONT_SIZE}px ${FONT}`)),
    );
    if (this.#disposed) return;
    this.#terminal.open(host);
    this.#terminal.textarea?.setAttribute('aria-label', this.#options.label);
    this.#terminal.loadAddon(new WebLinksAddon((_event, uri) => openLink(uri)));
    host.addEventListener('paste', (event) => this.#onPaste(event), { capture: true });
    void drawWithWebgl(this.#terminal, () => !this.#disposed);
  }

  /** `drawn` is told how many bytes at the end wait for the rest of their character. */
  write(bytes: Uint8Array, drawn: (waiting: number) => void): void {
    const whole = this.#characters.take(bytes);
    const waiting = this.#characters.held;
    this.#order.write(whole, () => {
      drawn(waiting);
    });
  }

  /** Replaces everything: a fresh terminal of that size, then what makes its screen. */
  replace(size: Size, bytes: Uint8Array, drawn: () => void): void {
    this.#characters.drop();
    this.#order.write(CLEAN_SLATE);
    this.#order.run(() => {
      this.#terminal.reset();
      this.#setSize(size);
    });
    this.#order.write(bytes, drawn);
  }

  /** How many lines above the screen are kept: as many as the hub keeps, or a resize tells them apart. */
  keep(lines: number): void {
    this.#order.run(() => {
      this.#terminal.options.scrollback = lines;
    });
  }

  resize(size: Size): void {
    this.#order.run(() => {
      this.#setSize(size);
    });
  }

  /** The room has changed: sees to it that the screen fits, and gives the size that would fill it. */
  fit(): Size | undefined {
    this.#fontFit.shrink();
    return this.#fontFit.fitting();
  }

  accept(accepted: boolean): void {
    this.#terminal.options.disableStdin = !accepted;
  }

  appear(appearance: Appearance): void {
    this.#terminal.options.theme = colours[appearance];
  }

  focus(): void {
    this.#terminal.focus();
  }

  dispose(): void {
    this.#disposed = true;
    this.#terminal.dispose();
  }

  #setSize(size: Size): void {
    this.#terminal.resize(size.cols, size.rows);
    this.#fontFit.shrink();
    this.#options.onSize(size);
  }

  #onKey(event: KeyboardEvent): boolean {
    if (this.#options.isShortcut(event)) return false;
    const key = readKey(event, this.#terminal.hasSelection());
    switch (key) {
      case 'copy':
        event.preventDefault();
        if (event.type === 'keydown') void copy(this.#terminal.getSelection());
        return false;
      case 'browser':
        return false;
      case 'scroll':
        return true;
      case 'typed':
        if (!this.#terminal.options.disableStdin) return true;
        if (event.type === 'keydown' && meansToType(event)) this.#options.onRefused();
        return false;
    }
  }

  #onPaste(event: ClipboardEvent): void {
    event.preventDefault();
    event.stopPropagation();
    const text = pasteable(event.clipboardData?.getData('text/plain') ?? '');
    if (this.#terminal.options.disableStdin) this.#options.onRefused();
    else if (text) this.#terminal.paste(text);
  }
}

const FONT =
  "'JetBrains Mono Variable', ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace";

/** CAN ends a half-read sequence; OSC 104 and 110–112 undo colours. A reset alone does neither. */
const CLEAN_SLATE = new TextEncoder().encode(
  '\x18\x1b]104\x07\x1b]110\x07\x1b]111\x07\x1b]112\x07',
);

/** A program chooses the address: nothing but the web, and nothing of this page for the one opened. */
function openLink(uri: string): void {
  if (/^https?:\/\//i.test(uri)) window.open(uri, '_blank', 'noopener,noreferrer');
}
