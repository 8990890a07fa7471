import { batch, signal } from '@preact/signals';
import { terminalPath } from '../net/api';
import type { EndReason, Link } from '../net/link';
import type { Exit, Offset, Size, StreamEvent } from '../net/protocol';
import { Socket } from '../net/socket';
import type { Role } from '../net/socket';
import { describe } from '../terminal/command-marks';
import type { CommandMarks } from '../terminal/command-marks';
import { MOST_BYTES } from '../terminal/clipboard-request';
import type { ClipboardRequest } from '../terminal/clipboard-request';
import type { Look } from '../terminal/look';
import { Shelf } from '../terminal/shelf';
import { TerminalView } from '../terminal/terminal-view';
import { ScreenSize, sameSize } from './screen-size';
import { sizeText } from './sizes';
import { TypedAhead } from './typed-ahead';

/** Long enough that dragging a window's edge is a few resizes, short enough to seem at once. */
const RESIZE_DELAY_MS = 60;

export interface AttachmentOptions {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly look: Look;
  readonly isShortcut: (event: KeyboardEvent) => boolean;
  /** Whether the keyboard is meant for this terminal now. */
  readonly isFocused: (id: string) => boolean;
  readonly mayPaste: (text: string, runsAtOnce: boolean) => Promise<boolean>;
  readonly onPasteImages: (id: string, images: readonly File[]) => void;
  readonly onFileLink: (id: string, path: string) => void;
  readonly onCommandMark: (id: string, mark: HTMLElement) => void;
  /** The size that would fill the room there is. */
  readonly onFitting: (size: Size) => void;
  /** What the user types, as bytes are made of it. */
  readonly modify: (text: string) => string;
}

/**
 * This page's hold on one terminal: its stream, its screen, and what is to be said about both. It
 * lives as long as the terminal has a tab; its screen is drawn only while that is shown.
 */
export class Attachment {
  readonly id: string;
  readonly role: Role;
  readonly link = signal<Link['is']>('connecting');
  readonly endReason = signal<EndReason | undefined>(undefined);
  /** Whether the stream was live before: a first connection is not a lost one. */
  readonly wasLive = signal(false);
  readonly exit = signal<Exit | undefined>(undefined);
  readonly notice = signal<string | undefined>(undefined);
  /** It wrote something that nobody has looked at. */
  readonly unread = signal(false);
  /** Whether something is looked for on the screen. */
  readonly searching = signal(false);
  /** How often typing has been refused; each time is said anew. */
  readonly refusals = signal(0);
  /** The address of the link under the pointer: a program may call it what it likes. */
  readonly pointedLink = signal<string | undefined>(undefined);
  /** The last command that the shell marked, in words: what it was, how it ended, how long it took. */
  readonly command = signal<string | undefined>(undefined);
  /** What a program wants to put on the clipboard, until that is done or refused. */
  readonly clipboard = signal<string | undefined>(undefined);
  readonly screenSize = new ScreenSize();

  readonly #options: AttachmentOptions;
  readonly #observer: ResizeObserver;
  readonly #typedAhead = new TypedAhead();
  #look: Look;
  #name: string;
  /** Made when it is first shown. */
  #view: TerminalView | undefined;
  /** Made when it is first shown, or there is news to wait for. */
  #socket: Socket | undefined;
  /** What comes while the screen is hidden. */
  #shelf: Shelf | undefined = new Shelf(true);
  /** The keyboard is meant for it, as soon as there is something that can have it. */
  #wantsFocus = false;
  #resizeTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: AttachmentOptions) {
    this.id = options.id;
    this.role = options.role;
    this.#options = options;
    this.#look = options.look;
    this.#name = options.name;
    this.#observer = new ResizeObserver(() => {
      clearTimeout(this.#resizeTimer);
      this.#resizeTimer = setTimeout(() => {
        this.#fit();
      }, RESIZE_DELAY_MS);
    });
  }

  get view(): TerminalView | undefined {
    return this.#view;
  }

  /** Waits for news of a terminal that has not been shown yet, from what it had written by then. */
  watch(from: Offset): void {
    if (!this.#socket && this.#shelf) this.#connect(from);
  }

  /** Draws the screen in `host`. Gives back how to hide it again. */
  show(host: HTMLElement): () => void {
    const steps = this.#shelf?.take();
    this.#shelf = undefined;
    const view = (this.#view ??= this.#createView());
    view.catchUp(() => {
      for (const step of steps ?? []) step();
    });
    // Too much was missed, or all of it: the hub's picture of now is drawn over what stands there.
    if (!steps && this.link.peek() !== 'ended') this.#connect(undefined);
    void view.show(host).then((shown) => {
      if (!shown) return;
      this.#fit();
      this.#observer.observe(host);
      // The user may have gone on to another one meanwhile.
      if (this.#wantsFocus && this.#options.isFocused(this.id)) view.focus();
    });
    return () => {
      this.#hide(host);
    };
  }

  /** Makes this page the one that sets the size. */
  claimSize(): void {
    const fitting = this.#view?.fit();
    this.screenSize.fitting.value = fitting;
    if (this.role !== 'control' || !fitting || !this.#socket?.resize(fitting)) return;
    this.screenSize.claimed();
  }

  /** The program has ended, as the stream or the list says. */
  exited(exit: Exit): void {
    this.exit.value = exit;
    this.#accept();
  }

  /** The hub has no such terminal: trying on would be in vain. */
  gone(): void {
    this.#socket?.leave();
    this.#ended('no-such-terminal');
  }

  apply(look: Look): void {
    this.#look = look;
    this.#view?.apply(look);
    if (this.#view && !this.#shelf) this.#fit();
  }

  rename(name: string): void {
    this.#name = name;
    this.#view?.rename(labelOf(name));
  }

  /** Someone looks at it. */
  seen(): void {
    this.unread.value = false;
  }

  focus(): void {
    this.#wantsFocus = true;
    this.#view?.focus();
  }

  retryNow(): void {
    this.#socket?.retryNow();
  }

  dispose(): void {
    clearTimeout(this.#resizeTimer);
    this.screenSize.dispose();
    this.#observer.disconnect();
    this.#socket?.leave();
    this.#view?.dispose();
  }

  #hide(host: HTMLElement): void {
    clearTimeout(this.#resizeTimer);
    this.#observer.unobserve(host);
    this.pointedLink.value = undefined;
    this.#wantsFocus = false;
    this.#view?.hide();
    this.#shelf = new Shelf(this.screenSize.size.peek() === undefined);
  }

  #createView(): TerminalView {
    return new TerminalView({
      look: this.#look,
      label: labelOf(this.#name),
      isShortcut: this.#options.isShortcut,
      mayPaste: this.#options.mayPaste,
      modify: this.#options.modify,
      onPasteImages: (images) => this.#options.onPasteImages(this.id, images),
      onFileLink: (path) => this.#options.onFileLink(this.id, path),
      onCommands: () => {
        this.command.value = describeLast(this.#view?.commands);
      },
      onCommandMark: (mark) => this.#options.onCommandMark(this.id, mark),
      onClipboard: (request) => this.#onClipboard(request),
      onData: (bytes) => {
        if (!this.#socket?.input(bytes) && !this.#keepTyped(bytes)) this.#refuse();
      },
      onRefused: () => {
        this.#refuse();
      },
      onSize: (size) => {
        this.screenSize.told(size);
      },
      onLink: (address) => {
        this.pointedLink.value = address;
      },
    });
  }

  #connect(from: Offset | undefined): void {
    this.#socket?.leave();
    batch(() => {
      this.wasLive.value = false;
      this.link.value = 'connecting';
    });
    this.#accept();
    this.#socket = new Socket({
      url: streamUrl(this.id),
      role: this.role,
      from,
      onLink: (link) => {
        this.#onLink(link);
      },
      viewer: {
        output: (bytes, drawn) => {
          const step = () => this.#view?.write(bytes, drawn);
          if (!this.#shelf) {
            step();
            return;
          }
          this.unread.value = true;
          this.#shelf.put(step, bytes.length);
        },
        snapshot: (size, bytes, drawn) => {
          const step = () => this.#view?.replace(size, bytes, drawn);
          if (this.#shelf) this.#shelf.restart(step, bytes.length);
          else step();
        },
        event: (event) => {
          this.#onEvent(event);
        },
      },
    });
  }

  #fit(): void {
    const { fitting } = this.screenSize;
    const before = fitting.peek();
    fitting.value = this.#view?.fit();
    if (fitting.value) this.#options.onFitting(fitting.value);
    // Only a change of room is this user's wish for another size; the rest may be another viewer's.
    if (!sameSize(before, fitting.value)) this.claimSize();
  }

  #onLink(link: Link): void {
    // A viewer whose size was in force has it again after a loss; others keep out of it.
    const ownsSize = !this.#shelf && !this.screenSize.isSetElsewhere.peek();
    batch(() => {
      this.link.value = link.is;
      if (link.is === 'live') this.wasLive.value = true;
      if (link.is === 'ended' && link.reason !== 'left') this.#ended(link.reason);
    });
    this.#accept();
    const typed = this.#typedAhead.take();
    if (link.is === 'live') for (const bytes of typed) this.#socket?.input(bytes);
    if (link.is === 'live' && ownsSize) this.claimSize();
  }

  /** One that was here was closed, also where that word was lost with the connection. */
  #ended(reason: EndReason): void {
    const wasHere = reason === 'no-such-terminal' && this.screenSize.size.peek() !== undefined;
    this.endReason.value = wasHere ? 'deleted' : reason;
  }

  #onEvent(event: StreamEvent): void {
    switch (event.type) {
      case 'resize':
        this.#draw(() => this.#view?.resize(event.size));
        return;
      case 'scrollback':
        this.#draw(() => this.#view?.keep(event.lines));
        return;
      case 'exit':
        this.exited(event.exit);
        return;
      case 'notice':
        this.notice.value = event.text;
        return;
      // The list has these from the hub's events.
      case 'title':
      case 'bell':
      case 'viewers':
      case 'unknown':
    }
  }

  #onClipboard(request: ClipboardRequest): void {
    switch (request.is) {
      case 'write':
        this.clipboard.value = request.text;
        return;
      case 'too-large':
        this.notice.value = `A program wanted to put ${sizeText(request.bytes)} on the clipboard; ${sizeText(MOST_BYTES)} is the most.`;
        return;
      case 'nothing':
    }
  }

  /** In the stream's order, now or when the screen is shown again. */
  #draw(step: () => void): void {
    if (this.#shelf) this.#shelf.put(step, 0);
    else step();
  }

  #accept(): void {
    const running = this.exit.peek() === undefined;
    const reachable = this.link.peek() === 'live' || this.#isFirstConnection();
    this.#view?.accept(running && reachable && this.role === 'control');
  }

  #isFirstConnection(): boolean {
    return this.link.peek() === 'connecting' && !this.wasLive.peek();
  }

  #keepTyped(bytes: Uint8Array): boolean {
    return this.#isFirstConnection() && this.#typedAhead.keep(bytes);
  }

  #refuse(): void {
    this.refusals.value++;
  }
}

function describeLast(commands: CommandMarks | undefined): string | undefined {
  const last = commands?.last;
  return last && describe(last);
}

function labelOf(name: string): string {
  return `Terminal ${name}`;
}

function streamUrl(id: string): string {
  return `${location.origin.replace(/^http/, 'ws')}${terminalPath(id)}/stream`;
}
