import { computed, signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import { read, write } from './kept';
import { empty, focusedTab, next } from './layout';
import type { Layout, LayoutChange } from './layout';
import { readLayout, writeLayout } from './layout-json';

const KEY = 'patchbay.layout';

/**
 * The layout in force, kept in the browser. Each window keeps its own over a reload; the browser's,
 * which a new window begins with, is that of the window that was there first, so that two windows
 * do not fight over it, nor over the sizes of the same terminals.
 */
export class Desk {
  readonly #layout = signal<Layout>(empty);
  #ownsBrowsers = false;

  readonly focused = computed(() => focusedTab(this.#layout.value));

  get layout(): ReadonlySignal<Layout> {
    return this.#layout;
  }

  async restore(): Promise<void> {
    const own = readLayout(read(KEY, 'sessionStorage'));
    this.#ownsBrowsers = await isFirstWindow();
    const kept = own ?? (this.#ownsBrowsers ? readLayout(read(KEY)) : undefined);
    if (kept) this.#layout.value = kept;
  }

  change(change: LayoutChange): void {
    const layout = next(this.#layout.peek(), change);
    if (layout === this.#layout.peek()) return;
    this.#layout.value = layout;
    const text = writeLayout(layout);
    write(KEY, text, 'sessionStorage');
    if (this.#ownsBrowsers) write(KEY, text);
  }
}

/** Holds the browser's one lock for as long as the page is open; without locks every window is first. */
function isFirstWindow(): Promise<boolean> {
  if (!('locks' in navigator)) return Promise.resolve(true);
  return new Promise((resolve) => {
    void navigator.locks.request(KEY, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock === null ? undefined : new Promise(() => undefined);
    });
  });
}
