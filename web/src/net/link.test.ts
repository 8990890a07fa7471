import { describe, expect, it } from 'vitest';
import { follows, next, start } from './link';
import type { Link, LinkEvent } from './link';

const after = (...events: LinkEvent[]): Link => events.reduce(next, start());
const opened: LinkEvent = { type: 'opened' };
const retry: LinkEvent = { type: 'retry' };
const lost = (liveMs = 0): LinkEvent => ({ type: 'closed', code: 1006, liveMs });
const snapshot = (offset: bigint): LinkEvent => ({ type: 'snapshot', offset });
const output = (offset: bigint, length: number): LinkEvent => ({ type: 'output', offset, length });

describe('an attachment', () => {
  it('is live once the connection is open', () => {
    expect(after(opened)).toEqual({ is: 'live', at: undefined, attempt: 0 });
  });

  it('resumes after the last byte written', () => {
    const link = after(opened, snapshot(100n), output(100n, 5), output(105n, 7), lost());
    expect(link).toEqual({ is: 'waiting', at: 112n, attempt: 0 });
    expect(next(link, retry)).toEqual({ is: 'connecting', at: 112n, attempt: 1 });
  });

  it('takes a snapshot as the new truth, also one that lies behind', () => {
    expect(after(opened, snapshot(100n), output(100n, 5), snapshot(40n))).toMatchObject({
      at: 40n,
    });
  });

  it('asks for a snapshot when the stream proved wrong', () => {
    expect(after(opened, snapshot(100n), { type: 'broken' })).toEqual({
      is: 'waiting',
      at: undefined,
      attempt: 0,
    });
  });

  it('waits longer each time that a connection does not hold', () => {
    expect(after(lost(), retry, lost(), retry, opened, lost(50))).toMatchObject({
      is: 'waiting',
      attempt: 2,
    });
  });

  it('begins anew with short waits after a connection that held', () => {
    expect(after(lost(), retry, lost(), retry, opened, lost(60_000))).toMatchObject({ attempt: 0 });
  });

  it('tries again when the hub stops', () => {
    expect(after(opened, { type: 'closed', code: 1001, liveMs: 0 })).toMatchObject({
      is: 'waiting',
    });
  });

  it.each([
    [1000, 'deleted'],
    [4400, 'malformed'],
    [4403, 'not-allowed'],
    [4404, 'no-such-terminal'],
  ])('ends for good on close code %i', (code, reason) => {
    const ended = after(opened, { type: 'closed', code, liveMs: 0 });
    expect(ended).toEqual({ is: 'ended', reason });
    expect([opened, retry, lost(), snapshot(1n)].reduce(next, ended)).toBe(ended);
  });

  it('ends when the page leaves, whatever comes after', () => {
    expect(after(opened, { type: 'left' }, lost(), retry)).toEqual({ is: 'ended', reason: 'left' });
  });

  it.each<LinkEvent>([output(0n, 1), snapshot(1n), retry])(
    'passes over $type while connecting',
    (event) => {
      expect(after(event)).toEqual(start());
    },
  );
});

describe('output', () => {
  const link = after(opened, snapshot(100n), output(100n, 5));

  it('follows when it begins where the last one ended', () => {
    expect(follows(link, 105n)).toBe(true);
  });

  it('does not follow with a gap, with an overlap, or before any snapshot', () => {
    expect(follows(link, 106n)).toBe(false);
    expect(follows(link, 104n)).toBe(false);
    expect(follows(after(opened), 0n)).toBe(false);
  });
});
