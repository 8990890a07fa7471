import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import * as api from '../net/api';
import type { Failure } from '../net/problem';
import { sentence } from '../net/problem';
import { hasKey, keepKeyIn } from '../net/session-key';
import { read, remove, write } from './kept';

export type SessionState =
  /** Not known yet; the page shows nothing rather than a login that might vanish at once. */
  | { readonly is: 'checking' }
  | { readonly is: 'signed-out'; readonly why: string | undefined }
  | { readonly is: 'signed-in' };

const KEY = 'patchbay.key';

export class Session {
  readonly #state = signal<SessionState>({ is: 'checking' });

  constructor() {
    // For a browser that keeps nothing: signed in until the page is closed.
    let held: string | null = null;
    keepKeyIn({
      read: () => read(KEY) ?? held,
      write: (key) => {
        held = key;
        write(KEY, key);
      },
      remove: () => {
        held = null;
        remove(KEY);
      },
    });
  }

  get state(): ReadonlySignal<SessionState> {
    return this.#state;
  }

  /** Uses the token of the link that was opened, or the session that the browser still has. */
  async begin(token: string | undefined): Promise<void> {
    if (token !== undefined) {
      const result = await api.login(token);
      this.#state.value = result.ok
        ? { is: 'signed-in' }
        : { is: 'signed-out', why: whyNot(result.failure, 'The token in the link is not valid.') };
      return;
    }
    // The cookie alone opens nothing, so the hub need not be asked.
    if (!hasKey()) {
      this.#state.value = { is: 'signed-out', why: undefined };
      return;
    }
    const result = await api.listTerminals();
    const signedOut = !result.ok && result.failure.kind === 'signed-out';
    this.#state.value = signedOut ? { is: 'signed-out', why: undefined } : { is: 'signed-in' };
  }

  /** Undefined when it worked, else the sentence that says why not. */
  async login(token: string): Promise<string | undefined> {
    const result = await api.login(token);
    if (!result.ok) return whyNot(result.failure, 'That is not the token of this hub.');
    this.#state.value = { is: 'signed-in' };
    return undefined;
  }

  async logout(): Promise<void> {
    await api.logout();
    this.#state.value = { is: 'signed-out', why: undefined };
  }

  /** The hub no longer knows this browser. */
  expired(): void {
    if (this.#state.value.is === 'signed-in') {
      this.#state.value = { is: 'signed-out', why: 'The session has ended.' };
    }
  }
}

/** Takes the token out of the address before anything else can read, log or bookmark it. */
export function takeToken(): string | undefined {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token === null) return undefined;
  history.replaceState(history.state, '', location.pathname + location.search);
  return token;
}

function whyNot(failure: Failure, wrongToken: string): string {
  return failure.kind === 'signed-out' ? wrongToken : sentence(failure);
}
