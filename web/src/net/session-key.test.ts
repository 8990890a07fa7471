import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { login, logout, openTerminal, ticketed } from './api';
import { hasKey, keepKeyIn, keyHeaders, keyProtocols } from './session-key';

let kept: string | null = null;

function answer(status: number, body?: unknown) {
  const fetch = vi.fn<(path: string, init?: RequestInit) => Promise<Response>>(() =>
    Promise.resolve(
      new Response(body === undefined ? null : JSON.stringify(body), {
        status,
        headers: { 'Content-Type': 'application/json' },
      }),
    ),
  );
  vi.stubGlobal('fetch', fetch);
  return fetch;
}

beforeEach(() => {
  kept = null;
  keepKeyIn({
    read: () => kept,
    write: (key) => {
      kept = key;
    },
    remove: () => {
      kept = null;
    },
  });
});
afterEach(() => vi.unstubAllGlobals());

it('keeps the key of a login and shows it on every call from then on', async () => {
  answer(200, { key: 'a-key' });
  expect(hasKey()).toBe(false);
  expect(await login('the token')).toEqual({ ok: true, value: undefined });
  expect(kept).toBe('a-key');
  const fetch = answer(201, {});
  await openTerminal({});
  expect(fetch.mock.calls[0]?.[1]?.headers).toMatchObject({ 'X-Patchbay-Key': 'a-key' });
});

it('offers the key to WebSockets behind a name that says nothing', () => {
  expect(keyProtocols()).toEqual(['patchbay']);
  kept = 'a-key';
  expect(keyProtocols()).toEqual(['patchbay', 'patchbay.key.a-key']);
});

it('forgets the key on the way out, also when the hub is away', async () => {
  kept = 'a-key';
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('away')));
  await logout();
  expect(kept).toBeNull();
});

it('puts nothing into a header that is no key', () => {
  kept = 'a key\r\nX-Evil: 1';
  expect(keyHeaders()).toEqual({});
  expect(hasKey()).toBe(false);
});

it('adds a ticket to an address that the browser fetches by itself', async () => {
  answer(200, { ticket: 't' });
  expect(await ticketed('/api/files?path=a')).toEqual({
    ok: true,
    value: '/api/files?path=a&ticket=t',
  });
  expect(await ticketed('/api/docs')).toEqual({ ok: true, value: '/api/docs?ticket=t' });
});
