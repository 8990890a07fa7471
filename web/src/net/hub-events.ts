import { backOff } from './backoff';
import type { TerminalInfo } from './terminal-info';

/** News about terminals, as `GET /api/events` tells it. */
export interface TerminalNews {
  readonly name: TerminalNewsName;
  readonly id: string;
  /** Absent when the terminal is gone. */
  readonly terminal: TerminalInfo | undefined;
}

const NAMES = [
  'terminal.opened',
  'terminal.exited',
  'terminal.closed',
  'terminal.changed',
] as const;
export type TerminalNewsName = (typeof NAMES)[number];

export interface HubEventsListener {
  /** News follows from here on; what was known before may be stale. */
  opened(): void;
  news(news: TerminalNews): void;
  /** The stream is lost; it is being tried again. */
  lost(): void;
}

/**
 * Follows the hub's server-sent events for as long as it is open. The browser's own reconnecting
 * gives up for good on any HTTP error (a hub that is starting, say), so it is done here.
 */
export class HubEvents {
  #source: EventSource | undefined;
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #listener: HubEventsListener;

  constructor(listener: HubEventsListener) {
    this.#listener = listener;
    this.#connect();
  }

  retryNow(): void {
    if (this.#source) return;
    clearTimeout(this.#timer);
    this.#connect();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = undefined;
  }

  #connect(): void {
    const source = new EventSource('/api/events');
    this.#source = source;
    source.onopen = () => {
      this.#attempt = 0;
      this.#listener.opened();
    };
    source.onerror = () => {
      this.close();
      this.#listener.lost();
      this.#timer = setTimeout(
        () => {
          this.#connect();
        },
        backOff(this.#attempt++, Math.random()),
      );
    };
    // The hub keeps the latest events only, and says when some have been missed.
    source.addEventListener('events.lost', () => {
      this.#listener.opened();
    });
    for (const name of NAMES) {
      source.addEventListener(name, (event: MessageEvent<string>) => {
        const news = parse(name, event.data);
        if (news) this.#listener.news(news);
      });
    }
  }
}

function parse(name: TerminalNewsName, data: string): TerminalNews | undefined {
  try {
    const { id, terminal } = JSON.parse(data) as { id?: string; terminal?: TerminalInfo };
    return typeof id === 'string' ? { name, id, terminal } : undefined;
  } catch {
    return undefined;
  }
}
