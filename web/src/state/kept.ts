import { effect, signal } from '@preact/signals';
import type { Signal } from '@preact/signals';

/**
 * What this browser keeps for the page. One that keeps nothing (a strict private mode, say) costs no
 * more than that: everything works until the page is closed.
 */
export function read(key: string, storage: StorageName = 'localStorage'): string | null {
  try {
    return window[storage].getItem(key);
  } catch {
    return null;
  }
}

export function write(key: string, value: string, storage: StorageName = 'localStorage'): void {
  try {
    window[storage].setItem(key, value);
  } catch {
    // Full or forbidden: see above.
  }
}

export function remove(key: string): void {
  try {
    window.localStorage.removeItem(key);
  } catch {
    // There is none.
  }
}

/**
 * A value that all windows of this browser share, and that is there again the next time.
 *
 * @param parse makes a value of what is kept, whoever wrote it
 */
export function kept<T>(key: string, parse: (text: string | null) => T): Signal<T> {
  const value = signal(parse(read(key)));
  let first = true;
  effect(() => {
    const text = JSON.stringify(value.value);
    if (!first) write(key, text);
    first = false;
  });
  // Another window of this browser changed it.
  window.addEventListener('storage', (event) => {
    if (event.key === key) value.value = parse(event.newValue);
  });
  return value;
}

/** `localStorage` is the browser's, `sessionStorage` this tab's, also over a reload. */
type StorageName = 'localStorage' | 'sessionStorage';
