/**
 * The frames of a terminal's stream: one kind byte, then big-endian fields.
 *
 * Offsets count bytes of the terminal's output since it began. They are unsigned 64-bit, hence
 * `bigint`: a number would silently round past 2^53.
 */

export type Offset = bigint;

export interface Size {
  readonly cols: number;
  readonly rows: number;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** What the hub tells beside the output. A type this page does not know is passed over. */
export type StreamEvent =
  | { readonly type: 'exit'; readonly exit: Exit }
  | { readonly type: 'resize'; readonly size: Size }
  /** How many lines above the screen the hub keeps. */
  | { readonly type: 'scrollback'; readonly lines: number }
  | { readonly type: 'title'; readonly title: string }
  | { readonly type: 'viewers'; readonly viewers: number }
  | { readonly type: 'bell' }
  | { readonly type: 'notice'; readonly text: string }
  | { readonly type: 'unknown' };

export type Frame =
  | { readonly kind: 'output'; readonly offset: Offset; readonly bytes: Uint8Array }
  | {
      readonly kind: 'snapshot';
      readonly offset: Offset;
      readonly size: Size;
      readonly bytes: Uint8Array;
    }
  | { readonly kind: 'event'; readonly event: StreamEvent }
  | { readonly kind: 'malformed'; readonly reason: string };

const OUTPUT = 0x01;
const SNAPSHOT = 0x02;
const EVENT = 0x03;
const INPUT = 0x11;
const RESIZE = 0x12;
const ACK = 0x13;

const OUTPUT_HEADER = 1 + 8;
const SNAPSHOT_HEADER = 1 + 8 + 2 + 2;

/** The hub refuses messages over 1 MiB; smaller pieces also let an interrupt overtake a long paste. */
const INPUT_CHUNK = 64 * 1024;

export function decode(message: ArrayBuffer): Frame {
  const view = new DataView(message);
  const kind = message.byteLength > 0 ? view.getUint8(0) : undefined;
  switch (kind) {
    case OUTPUT:
      if (message.byteLength < OUTPUT_HEADER) return malformed('OUTPUT is cut short');
      return {
        kind: 'output',
        offset: view.getBigUint64(1),
        bytes: new Uint8Array(message, OUTPUT_HEADER),
      };
    case SNAPSHOT:
      if (message.byteLength < SNAPSHOT_HEADER) return malformed('SNAPSHOT is cut short');
      return {
        kind: 'snapshot',
        offset: view.getBigUint64(1),
        size: { cols: view.getUint16(9), rows: view.getUint16(11) },
        bytes: new Uint8Array(message, SNAPSHOT_HEADER),
      };
    case EVENT:
      return decodeEvent(new Uint8Array(message, 1));
    case undefined:
      return malformed('an empty message');
    default:
      return malformed(`kind 0x${kind.toString(16).padStart(2, '0')} is unknown`);
  }
}

/** Bytes for the program, in as many frames as they need. */
export function input(bytes: Uint8Array): Uint8Array<ArrayBuffer>[] {
  const frames: Uint8Array<ArrayBuffer>[] = [];
  for (let start = 0; start < bytes.length; start += INPUT_CHUNK) {
    const chunk = bytes.subarray(start, start + INPUT_CHUNK);
    const frame = new Uint8Array(1 + chunk.length);
    frame[0] = INPUT;
    frame.set(chunk, 1);
    frames.push(frame);
  }
  return frames;
}

export function resize(size: Size): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(5));
  view.setUint8(0, RESIZE);
  view.setUint16(1, size.cols);
  view.setUint16(3, size.rows);
  return new Uint8Array(view.buffer);
}

/** Everything before `offset` has been parsed and drawn. */
export function ack(offset: Offset): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(9));
  view.setUint8(0, ACK);
  view.setBigUint64(1, offset);
  return new Uint8Array(view.buffer);
}

function decodeEvent(bytes: Uint8Array): Frame {
  try {
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (typeof json !== 'object' || json === null) return malformed('EVENT is no object');
    return { kind: 'event', event: readEvent(json as Record<string, unknown>) };
  } catch {
    return malformed('EVENT is no UTF-8 JSON');
  }
}

function readEvent(json: Record<string, unknown>): StreamEvent {
  switch (json['type']) {
    case 'exit':
      return {
        type: 'exit',
        exit: { code: numberOr(json['code']), signal: textOr(json['signal']) },
      };
    case 'resize': {
      const [cols, rows] = [numberOr(json['cols']), numberOr(json['rows'])];
      return cols && rows ? { type: 'resize', size: { cols, rows } } : { type: 'unknown' };
    }
    case 'scrollback': {
      const lines = numberOr(json['lines']);
      return lines === null ? { type: 'unknown' } : { type: 'scrollback', lines };
    }
    case 'title':
      return { type: 'title', title: textOr(json['title']) ?? '' };
    case 'viewers':
      return { type: 'viewers', viewers: numberOr(json['viewers']) ?? 0 };
    case 'bell':
      return { type: 'bell' };
    case 'notice':
      return { type: 'notice', text: textOr(json['detail']) ?? textOr(json['message']) ?? '' };
    default:
      return { type: 'unknown' };
  }
}

function numberOr(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

function textOr(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function malformed(reason: string): Frame {
  return { kind: 'malformed', reason };
}
