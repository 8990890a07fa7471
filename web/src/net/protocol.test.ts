import { describe, expect, it } from 'vitest';
import { ack, decode, input, resize } from './protocol';

const bytes = (...values: number[]) => new Uint8Array(values).buffer;
const event = (json: string) => bytes(0x03, ...new TextEncoder().encode(json));

describe('decode', () => {
  it('reads OUTPUT with its offset and its bytes', () => {
    expect(decode(bytes(1, 0, 0, 0, 0, 0, 0, 1, 2, 104, 105))).toEqual({
      kind: 'output',
      offset: 258n,
      bytes: new Uint8Array([104, 105]),
    });
  });

  it('keeps offsets exact over the whole of 64 bits', () => {
    const exact = (frame: ArrayBuffer) => {
      const decoded = decode(frame);
      return decoded.kind === 'output' ? decoded.offset : undefined;
    };
    expect(exact(bytes(1, 0, 0x20, 0, 0, 0, 0, 0, 1))).toBe(2n ** 53n + 1n);
    expect(exact(bytes(1, 255, 255, 255, 255, 255, 255, 255, 255))).toBe(2n ** 64n - 1n);
  });

  it('reads SNAPSHOT with its size, also an empty one', () => {
    expect(decode(bytes(2, 0, 0, 0, 0, 0, 0, 0, 7, 0, 120, 1, 0, 65))).toEqual({
      kind: 'snapshot',
      offset: 7n,
      size: { cols: 120, rows: 256 },
      bytes: new Uint8Array([65]),
    });
    expect(decode(bytes(2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 80, 0, 24))).toMatchObject({
      kind: 'snapshot',
      bytes: new Uint8Array(),
    });
  });

  it.each([
    ['an empty message', []],
    ['OUTPUT is cut short', [1, 0, 0, 0]],
    ['SNAPSHOT is cut short', [2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 80, 0]],
    ['kind 0x7f is unknown', [0x7f, 1, 2]],
    ['kind 0x11 is unknown', [0x11, 65]],
    ['EVENT is no UTF-8 JSON', [3, 0x7b]],
    ['EVENT is no UTF-8 JSON', [3, 0x22, 0xff, 0x22]],
    ['EVENT is no object', [3, 0x31]],
  ])('says that %s', (reason, message) => {
    expect(decode(bytes(...message))).toEqual({ kind: 'malformed', reason });
  });

  it.each([
    ['{"type":"exit","code":3,"signal":null}', { type: 'exit', exit: { code: 3, signal: null } }],
    ['{"type":"exit","code":null,"signal":"TERM"}', { exit: { code: null, signal: 'TERM' } }],
    ['{"type":"resize","cols":100,"rows":30}', { type: 'resize', size: { cols: 100, rows: 30 } }],
    ['{"type":"resize","cols":0,"rows":30}', { type: 'unknown' }],
    ['{"type":"scrollback","lines":0}', { type: 'scrollback', lines: 0 }],
    ['{"type":"title","title":"vim"}', { type: 'title', title: 'vim' }],
    ['{"type":"viewers","viewers":2}', { type: 'viewers', viewers: 2 }],
    ['{"type":"notice","detail":"Input is held back."}', { text: 'Input is held back.' }],
    ['{"type":"bell"}', { type: 'bell' }],
    ['{"type":"something-newer"}', { type: 'unknown' }],
    ['{}', { type: 'unknown' }],
  ])('reads the event %s', (json, expected) => {
    expect(decode(event(json))).toMatchObject({ kind: 'event', event: expected });
  });
});

describe('what the page sends', () => {
  it('puts the kind before INPUT', () => {
    expect(input(new Uint8Array([97, 98]))).toEqual([new Uint8Array([0x11, 97, 98])]);
  });

  it('sends no empty INPUT', () => {
    expect(input(new Uint8Array())).toEqual([]);
  });

  it('cuts a long paste into messages that the hub accepts, losing nothing', () => {
    const paste = Uint8Array.from({ length: 200_000 }, (_, i) => i % 251);
    const frames = input(paste);
    expect(Math.max(...frames.map((frame) => frame.length))).toBeLessThanOrEqual(1 + 64 * 1024);
    expect(frames.every((frame) => frame[0] === 0x11)).toBe(true);
    expect(frames.flatMap((frame) => [...frame.subarray(1)])).toEqual([...paste]);
  });

  it('writes RESIZE and ACK big-endian', () => {
    expect([...resize({ cols: 300, rows: 24 })]).toEqual([0x12, 1, 44, 0, 24]);
    expect([...ack(2n ** 53n + 1n)]).toEqual([0x13, 0, 0x20, 0, 0, 0, 0, 0, 1]);
  });
});
