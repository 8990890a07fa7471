import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Ack } from './ack';

let sent: bigint[];
let ack: Ack;

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  ack = new Ack((offset) => sent.push(offset));
});
afterEach(() => vi.useRealTimers());

it('acknowledges each 64 KiB at once', () => {
  for (let offset = 16_384n; offset <= 262_144n; offset += 16_384n) ack.drawn(offset);
  expect(sent).toEqual([65_536n, 131_072n, 196_608n, 262_144n]);
});

it('acknowledges a little after 50 ms, once', () => {
  ack.drawn(1n);
  ack.drawn(2n);
  vi.advanceTimersByTime(49);
  expect(sent).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(sent).toEqual([2n]);
  vi.advanceTimersByTime(1000);
  expect(sent).toEqual([2n]);
});

it('acknowledges a snapshot at once, also one that lies behind', () => {
  ack.drawn(100n);
  ack.snapshotDrawn(40n);
  vi.advanceTimersByTime(1000);
  expect(sent).toEqual([40n]);
});

it('passes over what was drawn before the connection resumed', () => {
  ack.drawn(500n);
  ack.restart(1000n);
  ack.drawn(800n);
  ack.drawn(1000n);
  vi.advanceTimersByTime(1000);
  expect(sent).toEqual([]);
  ack.drawn(1001n);
  vi.advanceTimersByTime(1000);
  expect(sent).toEqual([1001n]);
});

it('says nothing after it was stopped', () => {
  ack.drawn(1n);
  ack.stop();
  vi.advanceTimersByTime(1000);
  expect(sent).toEqual([]);
});
