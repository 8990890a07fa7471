import { batch, computed, signal } from '@preact/signals';
import { terminalPath } from '../net/api';
import type { Link } from '../net/link';
import type { Exit, Size, StreamEvent } from '../net/protocol';
import { Socket } from '../net/socket';
import type { Role } from '../net/socket';
import type { Appearance } from '../terminal/colours';
import { TerminalView } from '../terminal/terminal-view';

/** Long enough that dragging a window's edge is a few resizes, short enough to seem at once. */
const RESIZE_DELAY_MS = 60;

export interface AttachmentOptions {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly appearance: Appearance;
  readonly isShortcut: (event: KeyboardEvent) => boolean;
  /** The size that would fill the room there is. */
  readonly onFitting: (size: Size) => void;
}

/** The hub answers a claim at once; one that another viewer's overtook is given up after this. */
const CLAIM_MS = 1000;

/** This page's hold on one terminal: its stream, its screen, and what is to be said about both. */
export class Attachment {
  readonly link = signal<Link['is']>('connecting');
  readonly endReason = signal<Extract<Link, { is: 'ended' }>['reason'] | undefined>(undefined);
  /** Whether the stream was live before: a first connection is not a lost one. */
  readonly wasLive = signal(false);
  readonly exit = signal<Exit | undefined>(undefined);
  readonly notice = signal<string | undefined>(undefined);
  /** How often typing has been refused; each time is said anew. */
  readonly refusals = signal(0);
  readonly size = signal<Size | undefined>(undefined);
  readonly fitting = signal<Size | undefined>(undefined);
  /** Another viewer decides how large the screen is. */
  readonly sizedElsewhere = computed(
    () =>
      this.size.value !== undefined &&
      !this.#claiming.value &&
      !sameSize(this.size.value, this.fitting.value),
  );

  /** Between asking for a size and being told of it. */
  readonly #claiming = signal(false);
  readonly #role: Role;
  readonly #onFitting: (size: Size) => void;
  readonly #view: TerminalView;
  readonly #socket: Socket;
  readonly #observer: ResizeObserver;
  #disposed = false;
  #resizeTimer: ReturnType<typeof setTimeout> | undefined;
  #claimTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: HTMLElement, options: AttachmentOptions) {
    this.#role = options.role;
    this.#onFitting = options.onFitting;
    this.#view = new TerminalView({
      appearance: options.appearance,
      label: `Terminal ${options.name}`,
      isShortcut: options.isShortcut,
      onData: (bytes) => {
        if (!this.#socket.input(bytes)) this.#refuse();
      },
      onRefused: () => {
        this.#refuse();
      },
      onSize: (size) => {
        this.#onSize(size);
      },
    });
    this.#socket = new Socket({
      url: streamUrl(options.id),
      role: options.role,
      onLink: (link) => {
        this.#onLink(link);
      },
      viewer: {
        output: (bytes, drawn) => {
          this.#view.write(bytes, drawn);
        },
        snapshot: (size, bytes, drawn) => {
          this.#view.replace(size, bytes, drawn);
        },
        event: (event) => {
          this.#onEvent(event);
        },
      },
    });
    this.#observer = new ResizeObserver(() => {
      clearTimeout(this.#resizeTimer);
      this.#resizeTimer = setTimeout(() => {
        this.#fit();
      }, RESIZE_DELAY_MS);
    });
    void this.#open(host);
  }

  /** Makes this page the one that sets the size. */
  claimSize(): void {
    this.fitting.value = this.#view.fit();
    const fitting = this.fitting.value;
    if (this.#role !== 'control' || !fitting || !this.#socket.resize(fitting)) return;
    clearTimeout(this.#claimTimer);
    this.#claiming.value = !sameSize(this.size.peek(), fitting);
    this.#claimTimer = setTimeout(() => {
      this.#claiming.value = false;
    }, CLAIM_MS);
  }

  /** The program has ended, as the stream or the list says. */
  exited(exit: Exit): void {
    this.exit.value = exit;
    this.#accept();
  }

  /** The hub has no such terminal: trying on would be in vain. */
  gone(): void {
    this.#socket.leave();
    this.endReason.value = 'no-such-terminal';
  }

  appear(appearance: Appearance): void {
    this.#view.appear(appearance);
  }

  focus(): void {
    this.#view.focus();
  }

  retryNow(): void {
    this.#socket.retryNow();
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#resizeTimer);
    clearTimeout(this.#claimTimer);
    this.#observer.disconnect();
    this.#socket.leave();
    this.#view.dispose();
  }

  async #open(host: HTMLElement): Promise<void> {
    await this.#view.open(host);
    if (this.#disposed) return;
    // Who opens a terminal is about to type.
    this.#view.focus();
    this.#fit();
    this.#observer.observe(host);
  }

  #fit(): void {
    const before = this.fitting.peek();
    this.fitting.value = this.#view.fit();
    if (this.fitting.value) this.#onFitting(this.fitting.value);
    // Only a change of room is this user's wish for another size; the rest may be another viewer's.
    if (!sameSize(before, this.fitting.value)) this.claimSize();
  }

  #onSize(size: Size): void {
    batch(() => {
      this.size.value = size;
      if (sameSize(size, this.fitting.peek())) this.#claiming.value = false;
    });
  }

  #onLink(link: Link): void {
    // A viewer whose size was in force has it again after a loss; others keep out of it.
    const ownsSize = !this.sizedElsewhere.peek();
    batch(() => {
      this.link.value = link.is;
      if (link.is === 'live') this.wasLive.value = true;
      if (link.is === 'ended') this.endReason.value = link.reason;
    });
    this.#accept();
    if (link.is === 'live' && ownsSize) this.claimSize();
  }

  #onEvent(event: StreamEvent): void {
    switch (event.type) {
      case 'resize':
        this.#view.resize(event.size);
        return;
      case 'scrollback':
        this.#view.keep(event.lines);
        return;
      case 'exit':
        this.exited(event.exit);
        return;
      case 'notice':
        this.notice.value = event.text;
        return;
      // The list has these from the hub's events; a bell is for the workbench of many terminals.
      case 'title':
      case 'viewers':
      case 'bell':
      case 'unknown':
    }
  }

  #accept(): void {
    const running = this.exit.peek() === undefined;
    this.#view.accept(running && this.link.peek() === 'live' && this.#role === 'control');
  }

  #refuse(): void {
    this.refusals.value++;
  }
}

function sameSize(a: Size | undefined, b: Size | undefined): boolean {
  return a?.cols === b?.cols && a?.rows === b?.rows;
}

function streamUrl(id: string): string {
  return `${location.origin.replace(/^http/, 'ws')}${terminalPath(id)}/stream`;
}
