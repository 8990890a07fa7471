/** Where the session's key is kept: with the hub's own origin, for all of its tabs. */
export interface KeyStore {
  read(): string | null;
  write(key: string): void;
  remove(): void;
}

/**
 * The session's key. The cookie beside it goes to every server of the same host; this is the page's
 * alone. Read anew each time: another tab may have signed in.
 */
let store: KeyStore | undefined;

/** Of the subprotocols the hub selects the first, so that it need not send the key back. */
const PROTOCOL = 'patchbay';

export function keepKeyIn(place: KeyStore): void {
  store = place;
}

export function keepKey(key: string): void {
  store?.write(key);
}

export function forgetKey(): void {
  store?.remove();
}

export function hasKey(): boolean {
  return key() !== undefined;
}

/** What shows the session on a request, beside the cookie. */
export function keyHeaders(): Record<string, string> {
  const found = key();
  return found === undefined ? {} : { 'X-Patchbay-Key': found };
}

/** The same on a WebSocket, which can have no headers. */
export function keyProtocols(): string[] {
  const found = key();
  return found === undefined ? [PROTOCOL] : [PROTOCOL, `patchbay.key.${found}`];
}

function key(): string | undefined {
  const found = store?.read() ?? '';
  // Whatever is there goes into a header: the alphabet of the hub's keys, and nothing else.
  return /^[\w-]+$/.test(found) ? found : undefined;
}
