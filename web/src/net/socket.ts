import { Ack } from './ack';
import { backOff } from './backoff';
import { follows, next, start } from './link';
import type { Link, LinkEvent } from './link';
import { ack, decode, input, resize } from './protocol';
import type { Frame, Offset, Size, StreamEvent } from './protocol';
import { keyProtocols } from './session-key';

export type Role = 'control' | 'view';

/** Where a stream is shown. Calls arrive in the stream's order; `drawn` says that one has been done. */
export interface Viewer {
  /** `drawn` takes how many bytes at the end wait for those that follow. */
  output(bytes: Uint8Array, drawn: (waiting: number) => void): void;
  snapshot(size: Size, bytes: Uint8Array, drawn: () => void): void;
  event(event: StreamEvent): void;
}

export interface SocketOptions {
  /** `ws://…/api/terminals/ID/stream`, without a query. */
  readonly url: string;
  readonly role: Role;
  /** Where to begin; with a snapshot when left out. */
  readonly from?: Offset | undefined;
  readonly viewer: Viewer;
  readonly onLink: (link: Link) => void;
}

/** One attachment to a terminal over as many connections as it takes. */
export class Socket {
  #link: Link;
  #connection: WebSocket | undefined;
  #openedAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #ack = new Ack((offset) => {
    this.#send(ack(offset));
  });
  readonly #options: SocketOptions;

  constructor(options: SocketOptions) {
    this.#options = options;
    this.#link = start(options.from);
    this.#connect();
  }

  /** Sends what the user made; false when there is no connection to carry it. */
  input(bytes: Uint8Array): boolean {
    return input(bytes).every((frame) => this.#send(frame));
  }

  resize(size: Size): boolean {
    return this.#send(resize(size));
  }

  /** Something suggests that the hub can be reached again: no need to sit out the wait. */
  retryNow(): void {
    if (this.#link.is === 'waiting') this.#retry();
  }

  leave(): void {
    this.#apply({ type: 'left' });
    this.#hangUp();
  }

  #connect(): void {
    const query = new URLSearchParams({ role: this.#options.role });
    const from = this.#link.is === 'ended' ? undefined : this.#link.at;
    if (from !== undefined) query.set('from', from.toString());
    const connection = new WebSocket(`${this.#options.url}?${query}`, keyProtocols());
    connection.binaryType = 'arraybuffer';
    connection.onopen = () => {
      this.#openedAt = Date.now();
      this.#ack.restart(from ?? 0n);
      this.#apply({ type: 'opened' });
    };
    connection.onmessage = ({ data }) => {
      this.#receive(
        data instanceof ArrayBuffer
          ? decode(data)
          : { kind: 'malformed', reason: 'a text message' },
      );
    };
    connection.onclose = ({ code }) => {
      this.#hangUp();
      const liveMs = this.#link.is === 'live' ? Date.now() - this.#openedAt : 0;
      this.#apply({ type: 'closed', code, liveMs });
      this.#wait();
    };
    this.#connection = connection;
  }

  #receive(frame: Frame): void {
    switch (frame.kind) {
      case 'output':
        if (!follows(this.#link, frame.offset)) {
          this.#startOver(`output at ${frame.offset} does not follow what came before`);
          return;
        }
        this.#apply({ type: 'output', offset: frame.offset, length: frame.bytes.length });
        this.#show(frame.bytes, frame.offset + BigInt(frame.bytes.length));
        return;
      case 'snapshot':
        this.#apply({ type: 'snapshot', offset: frame.offset });
        this.#options.viewer.snapshot(frame.size, frame.bytes, () => {
          this.#ack.snapshotDrawn(frame.offset);
        });
        return;
      case 'event':
        this.#options.viewer.event(frame.event);
        return;
      case 'malformed':
        this.#startOver(frame.reason);
    }
  }

  #show(bytes: Uint8Array, end: Offset): void {
    this.#options.viewer.output(bytes, (waiting) => {
      this.#ack.drawn(end - BigInt(waiting));
    });
  }

  /** The stream is not to be trusted any more: only a fresh snapshot makes the screen right. */
  #startOver(reason: string): void {
    console.warn(`Patchbay: attaching anew, the hub sent ${reason}`);
    this.#hangUp();
    this.#apply({ type: 'broken' });
    this.#wait();
  }

  #wait(): void {
    if (this.#link.is !== 'waiting') return;
    this.#timer = setTimeout(
      () => {
        this.#retry();
      },
      backOff(this.#link.attempt, Math.random()),
    );
  }

  #retry(): void {
    clearTimeout(this.#timer);
    this.#apply({ type: 'retry' });
    this.#connect();
  }

  #send(frame: Uint8Array<ArrayBuffer>): boolean {
    if (this.#link.is !== 'live') return false;
    this.#connection?.send(frame);
    return true;
  }

  /** Lets go of the connection: nothing it still says is heard. */
  #hangUp(): void {
    this.#ack.stop();
    clearTimeout(this.#timer);
    const connection = this.#connection;
    this.#connection = undefined;
    if (!connection) return;
    connection.onopen = connection.onmessage = connection.onclose = null;
    connection.close();
  }

  #apply(event: LinkEvent): void {
    const link = next(this.#link, event);
    if (link === this.#link) return;
    const changed = link.is !== this.#link.is;
    this.#link = link;
    // The offset moves with every frame; only a change of state is news.
    if (changed) this.#options.onLink(link);
  }
}
