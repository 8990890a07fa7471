import { effect, signal, untracked } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { Feed } from './feed';

/** Whether the page can be seen at all. */
export const documentVisible: ReadonlySignal<boolean> = (() => {
  const visible = signal(document.visibilityState === 'visible');
  document.addEventListener('visibilitychange', () => {
    visible.value = document.visibilityState === 'visible';
  });
  return visible;
})();

/** Whether there is room for one thing at a time only; the same width as in ui/phone.css. */
export const isPhone: ReadonlySignal<boolean> = (() => {
  const query = matchMedia('(width < 720px)');
  const narrow = signal(query.matches);
  query.addEventListener('change', () => {
    narrow.value = query.matches;
  });
  return narrow;
})();

/**
 * Whether this is the one window of the browser that keeps watch while nobody looks; when it is
 * closed another one is. None is where pages may not hold locks, over plain HTTP from elsewhere.
 */
export const keepsWatch: ReadonlySignal<boolean> = (() => {
  const first = signal(false);
  if ('locks' in navigator) {
    void navigator.locks.request('patchbay.watch', () => {
      first.value = true;
      return new Promise(() => undefined);
    });
  }
  return first;
})();

/** Calls back when a hub that was away may be reachable again. Returns how to stop that. */
export function onMaybeBack(callback: () => void): () => void {
  const onVisible = () => {
    if (document.visibilityState === 'visible') callback();
  };
  window.addEventListener('online', callback);
  document.addEventListener('visibilitychange', onVisible);
  return () => {
    window.removeEventListener('online', callback);
    document.removeEventListener('visibilitychange', onVisible);
  };
}

/**
 * Lets go of the hub's events while nobody looks, but for one window. Browsers allow six connections
 * to a host over HTTP/1.1, and events hold one each: the seventh tab would not get through at all.
 */
export function followWhileVisible(feed: Feed): () => void {
  const unfollow = effect(() => {
    const follows = documentVisible.value || keepsWatch.value;
    untracked(() => {
      if (follows) feed.resume();
      else feed.pause();
    });
  });
  const onOnline = () => {
    feed.retryNow();
  };
  window.addEventListener('online', onOnline);
  return () => {
    unfollow();
    window.removeEventListener('online', onOnline);
  };
}
