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

/** `localStorage` is the browser's, `sessionStorage` this tab's, also over a reload. */
type StorageName = 'localStorage' | 'sessionStorage';
