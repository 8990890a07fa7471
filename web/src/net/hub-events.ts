import { backOff } from './backoff';
import { EventStreamParser } from './event-stream';
import { keyHeaders } from './session-key';
import type { TerminalInfo } from './terminal-info';

/** Something that happened in the hub, as `GET /api/events` tells it. */
export interface HubEvent {
  /** `subject.verb-past`. */
  readonly name: HubEventName;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What is followed; other names are of no use to the page. */
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

/** Follows the hub's server-sent events for as long as it is open, over as many connections as it takes. */
export class HubEvents {
  /** Of the connection that is there or being made. */
  #connection: AbortController | undefined;
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #listener: HubEventsListener;

  constructor(listener: HubEventsListener) {
    this.#listener = listener;
    void this.#connect();
  }

  retryNow(): void {
    if (this.#connection) return;
    clearTimeout(this.#timer);
    void this.#connect();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#connection?.abort();
    this.#connection = undefined;
  }

  async #connect(): Promise<void> {
    const connection = new AbortController();
    this.#connection = connection;
    try {
      await this.#read(connection.signal);
    } catch {
      // Whatever ended it, it is tried again.
    }
    if (this.#connection !== connection) return;
    this.#connection = undefined;
    this.#listener.lost();
    this.#timer = setTimeout(
      () => {
        void this.#connect();
      },
      backOff(this.#attempt++, Math.random()),
    );
  }

  /** Returns when the stream ends. An `EventSource` could not show the session's key. */
  async #read(signal: AbortSignal): Promise<void> {
    const response = await fetch('/api/events', { headers: keyHeaders(), signal });
    if (!response.ok || !response.body) return;
    this.#attempt = 0;
    this.#listener.opened();
    const parser = new EventStreamParser();
    const reader = response.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done || signal.aborted) return;
      for (const { name, data } of parser.push(value)) this.#tell(name, data);
    }
  }

  #tell(name: string, text: string): void {
    // The hub keeps the latest events only, and says when some have been missed.
    if (name === 'events.lost') this.#listener.opened();
    const data = parse(text);
    if (isFollowed(name) && data) this.#listener.happened({ name, data });
  }
}

function isFollowed(name: string): name is HubEventName {
  return NAMES.some((followed) => followed === name);
}

function parse(text: string): HubEvent['data'] | undefined {
  try {
    const data: unknown = JSON.parse(text);
    return typeof data === 'object' && data !== null ? { ...data } : undefined;
  } catch {
    return undefined;
  }
}
