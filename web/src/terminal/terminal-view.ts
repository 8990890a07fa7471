import { FitAddon } from '@xterm/addon-fit';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { Terminal } from '@xterm/xterm';
import type { Size } from '../net/protocol';
import { copy, pasteable } from './clipboard';
import { readClipboardRequest } from './clipboard-request';
import type { ClipboardRequest } from './clipboard-request';
import { colours } from './colours';
import { CommandMarks } from './command-marks';
import { FontFit } from './font-fit';
import { GraphemesAddon } from './graphemes';
import { Images } from './images';
import { InOrder } from './in-order';
import { meansToType, readKey } from './keys';
import { fontOf } from './look';
import type { Look } from './look';
import { muteQueries } from './mute-queries';
import { Renderer } from './renderer';
import { ScreenSearch } from './screen-search';
import { WholeCharacters } from './whole-characters';

export interface TerminalViewOptions {
  readonly look: Look;
  readonly label: string;
  /** Bytes that the user made: keys, a paste, mouse and focus reports. */
  readonly onData: (bytes: Uint8Array) => void;
  /** What is typed, as the program is to get it: a phone's Ctrl key comes before its letter. */
  readonly modify: (text: string) => string;
  /** The user typed or pasted while that is not accepted. */
  readonly onRefused: () => void;
  /** The screen has this size now. */
  readonly onSize: (size: Size) => void;
  /** A key that belongs to the page even while the terminal has the focus. */
  readonly isShortcut: (event: KeyboardEvent) => boolean;
  /** Whether a paste of several lines may go to the program. */
  readonly mayPaste: (text: string, runsAtOnce: boolean) => Promise<boolean>;
  /** Images were pasted, which a program can only be given as files. */
  readonly onPasteImages: (images: readonly File[]) => void;
  /** A link to a file of the hub's machine was followed. */
  readonly onFileLink: (path: string) => void;
  /** Which commands there are has changed, or which is looked at. */
  readonly onCommands: () => void;
  /** A command's mark was clicked. */
  readonly onCommandMark: (mark: HTMLElement) => void;
  /** A program wants something of the clipboard. */
  readonly onClipboard: (request: ClipboardRequest) => void;
  /** The address of the link that the pointer is on. */
  readonly onLink: (address: string | undefined) => void;
}

/** One screen: xterm.js in an element of its own, fed in the stream's order. */
export class TerminalView {
  readonly search: ScreenSearch;
  readonly commands: CommandMarks;
  readonly #element = document.createElement('div');
  readonly #terminal: Terminal;
  readonly #order: InOrder;
  readonly #characters = new WholeCharacters();
  readonly #fontFit: FontFit;
  readonly #images: Images;
  readonly #renderer: Renderer;
  readonly #options: TerminalViewOptions;
  #look: Look;
  /** As many lines above the screen as the hub keeps. */
  #kept: number | undefined;
  #shown = false;
  /** Lines that a finger went beyond whole ones. */
  #dragged = 0;

  constructor(options: TerminalViewOptions) {
    this.#options = options;
    this.#look = options.look;
    this.#element.className = 'screen';
    this.#terminal = new Terminal({
      allowProposedApi: true,
      lineHeight: 1.2,
      minimumContrastRatio: 4.5,
      macOptionClickForcesSelection: true,
      // Until the stream is there, what is typed has nowhere to go.
      disableStdin: true,
      linkHandler: {
        allowNonHttpProtocols: true,
        activate: (_event, uri) => this.#follow(uri),
        hover: (_event, uri) => options.onLink(uri),
        leave: () => options.onLink(undefined),
      },
    });
    this.#terminal.loadAddon(new GraphemesAddon());
    const fit = new FitAddon();
    this.#terminal.loadAddon(fit);
    this.#fontFit = new FontFit(this.#terminal, fit, options.look.fontSize);
    this.#images = new Images(this.#terminal);
    this.#renderer = new Renderer(this.#terminal);
    this.commands = new CommandMarks(this.#terminal, {
      changed: options.onCommands,
      chosen: options.onCommandMark,
    });
    this.search = new ScreenSearch(this.#terminal);
    this.#order = new InOrder(this.#terminal);
    this.apply(options.look);
    const muted = muteQueries(this.#terminal.parser);
    this.#terminal.parser.registerOscHandler(52, (data) => {
      options.onClipboard(readClipboardRequest(data));
      return true;
    });
    this.#terminal.onData((text) => {
      if (!muted.now) options.onData(new TextEncoder().encode(options.modify(text)));
    });
    this.#terminal.onBinary((text) => {
      options.onData(Uint8Array.from(text, (char) => char.charCodeAt(0)));
    });
    this.#terminal.attachCustomKeyEventHandler((event) => this.#onKey(event));
  }

  /**
   * Puts the screen into `host`, which it fills. The first time it waits for the font, or cells
   * would be mismeasured. False when it was hidden again meanwhile.
   */
  async show(host: HTMLElement): Promise<boolean> {
    this.#shown = true;
    host.append(this.#element);
    if (!this.#terminal.element) {
      const font = `${this.#look.fontSize}px ${fontOf(this.#look)}`;
      await Promise.allSettled(['', 'bold '].map((style) => document.fonts.load(style + font)));
      if (!this.#isShown()) return false;
      if (!this.#hasOpened()) this.#open();
    }
    void this.#renderer.start();
    return true;
  }

  /** Takes the screen out of the page; it keeps what it shows, and draws nothing. */
  hide(): void {
    this.#shown = false;
    this.#renderer.stop();
    this.#element.remove();
  }

  /** `drawn` is told how many bytes at the end wait for the rest of their character. */
  write(bytes: Uint8Array, drawn: (waiting: number) => void): void {
    const whole = this.#characters.take(bytes);
    const waiting = this.#characters.held;
    const awaited = this.#images.before(whole);
    if (awaited) this.#order.wait(awaited);
    this.#order.write(whole, () => {
      drawn(waiting);
    });
  }

  /** Replaces everything: a fresh terminal of that size, then what makes its screen. */
  replace(size: Size, bytes: Uint8Array, drawn: () => void): void {
    this.#characters.drop();
    this.#order.write(CLEAN_SLATE);
    this.#order.run(() => {
      this.commands.log.clear();
      this.#terminal.reset();
      this.#setSize(size);
    });
    this.#order.write(bytes, drawn);
  }

  /** How many lines above the screen are kept: as many as the hub keeps, or a resize tells them apart. */
  keep(lines: number): void {
    this.#order.run(() => {
      this.#kept = lines;
      this.#limitScrollback();
    });
  }

  /** Writes what was kept back for a while: when it happened is not known any more. */
  catchUp(write: () => void): void {
    this.#order.run(() => {
      this.commands.log.isLive = false;
    });
    write();
    this.#order.run(() => {
      this.commands.log.isLive = true;
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

  apply(look: Look): void {
    this.#look = look;
    this.#fontFit.choose(look.fontSize);
    const { options } = this.#terminal;
    options.theme = colours[look.appearance];
    options.fontFamily = fontOf(look);
    options.fontSize = look.fontSize;
    options.screenReaderMode = look.screenReader;
    this.search.appearance = look.appearance;
    this.#limitScrollback();
  }

  rename(label: string): void {
    this.#terminal.textarea?.setAttribute('aria-label', label);
  }

  focus(): void {
    this.#terminal.focus();
  }

  /** As if the user had typed it. */
  type(text: string): void {
    if (this.#terminal.options.disableStdin) this.#options.onRefused();
    else this.#terminal.input(text);
  }

  /** Whether the program asked for the other set of arrow keys (DECCKM). */
  get hasApplicationCursorKeys(): boolean {
    return this.#terminal.modes.applicationCursorKeysMode;
  }

  get selection(): string {
    return this.#terminal.getSelection();
  }

  selectAll(): void {
    this.#terminal.selectAll();
  }

  /**
   * A finger has moved up by so many CSS pixels: scrolls what was written, or turns the wheel for a
   * program that has the whole screen or asked for the mouse. xterm.js knows no fingers.
   */
  drag(pixels: number, touch: Touch): void {
    const { buffer, modes, rows } = this.#terminal;
    if (buffer.active.type === 'alternate' || modes.mouseTrackingMode !== 'none') {
      const { clientX, clientY, target } = touch;
      const init = { deltaY: pixels, clientX, clientY, bubbles: true, cancelable: true };
      target.dispatchEvent(new WheelEvent('wheel', init));
      return;
    }
    const rowHeight = this.#element.clientHeight / Math.max(1, rows);
    this.#dragged += pixels / rowHeight;
    const lines = Math.trunc(this.#dragged);
    this.#dragged -= lines;
    if (lines !== 0) this.#terminal.scrollLines(lines);
  }

  dispose(): void {
    this.hide();
    this.#terminal.dispose();
  }

  #open(): void {
    this.#terminal.open(this.#element);
    this.rename(this.#options.label);
    this.#terminal.loadAddon(
      new WebLinksAddon((_event, uri) => openLink(uri), {
        hover: (_event, uri) => this.#options.onLink(uri),
        leave: () => this.#options.onLink(undefined),
      }),
    );
    this.#element.addEventListener('paste', (event) => this.#onPaste(event), { capture: true });
  }

  /** Fields that change while something is awaited; asked by name, the compiler forgets them. */
  #isShown(): boolean {
    return this.#shown;
  }

  #hasOpened(): boolean {
    return this.#terminal.element !== undefined;
  }

  #limitScrollback(): void {
    if (this.#kept === undefined) return;
    const limit = this.#look.scrollback;
    this.#terminal.options.scrollback = limit === 0 ? this.#kept : Math.min(limit, this.#kept);
  }

  #setSize(size: Size): void {
    this.#terminal.resize(size.cols, size.rows);
    this.#fontFit.shrink();
    this.#options.onSize(size);
  }

  #follow(uri: string): void {
    const path = pathOf(uri);
    if (path === undefined) openLink(uri);
    else this.#options.onFileLink(path);
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
    const text = event.clipboardData?.getData('text/plain') ?? '';
    const files = [...(event.clipboardData?.files ?? [])];
    const images = files.filter(({ type }) => type.startsWith('image/'));
    if (text !== '' || images.length === 0) void this.paste(text);
    else if (this.#terminal.options.disableStdin) this.#options.onRefused();
    else this.#options.onPasteImages(images);
  }

  /** Pastes text that comes from outside, once it may. */
  async paste(foreign: string): Promise<void> {
    const text = pasteable(foreign);
    if (!text) return;
    if (this.#terminal.options.disableStdin) {
      this.#options.onRefused();
      return;
    }
    const runsAtOnce = !this.#terminal.modes.bracketedPasteMode;
    if (!(await this.#options.mayPaste(text, runsAtOnce))) return;
    this.#terminal.paste(text);
  }
}

/** CAN ends a half-read sequence; OSC 104 and 110–112 undo colours. A reset alone does neither. */
const CLEAN_SLATE = new TextEncoder().encode(
  '\x18\x1b]104\x07\x1b]110\x07\x1b]111\x07\x1b]112\x07',
);

/** The path of a `file:` link, as `ls --hyperlink` makes them; whose machine it names is not looked at. */
function pathOf(uri: string): string | undefined {
  const [, path] = /^file:\/\/[^/]*(\/.*)$/i.exec(uri) ?? [];
  try {
    return path === undefined ? undefined : decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/** A program chooses the address: nothing but the web, and nothing of this page for the one opened. */
function openLink(uri: string): void {
  if (/^https?:\/\//i.test(uri)) window.open(uri, '_blank', 'noopener,noreferrer');
}
