import { backOff } from './backoff';
import type { TerminalInfo } from './terminal-info';

/** Something that happened in the hub, as `GET /api/events` tells it. */
export interface HubEvent {
  /** `subject.verb-past`. */
  readonly name: HubEventName;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What is followed; the browser tells only of names that were asked for. */
const NAMES = [
  'terminal.opened',
  'terminal.exited',
  'terminal.closed',
  'terminal.changed',
  'terminal.attention-changed',
  'tool.detected',
  'tools.looked',
  'tool.launched',
  'tool.install-progress',
  'tool.installed',
  'tool.install-failed',
] as const;
export type HubEventName = (typeof NAMES)[number];

/** News about terminals. */
export interface TerminalNews {
  readonly name: TerminalNewsName;
  readonly id: string;
  /** Absent when the terminal is gone. */
  readonly terminal: TerminalInfo | undefined;
}

export type TerminalNewsName = Extract<HubEventName, `terminal.${string}`>;

export function terminalNews({ name, data }: HubEvent): TerminalNews | undefined {
  const { id, terminal } = data as { id?: unknown; terminal?: TerminalInfo };
  return isTerminalNews(name) && typeof id === 'string' ? { name, id, terminal } : undefined;
}

function isTerminalNews(name: HubEventName): name is TerminalNewsName {
  return name.startsWith('terminal.');
}

export interface HubEventsListener {
  /** News follows from here on; what was known before may be stale. */
  opened(): void;
  happened(event: HubEvent): void;
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
        const data = parse(event.data);
        if (data) this.#listener.happened({ name, data });
      });
    }
  }
}

function parse(text: string): HubEvent['data'] | undefined {
  try {
    const data: unknown = JSON.parse(text);
    return typeof data === 'object' && data !== null ? { ...data } : undefined;
  } catch {
    return undefined;
  }
}
