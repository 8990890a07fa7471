import type { Terminals } from './terminals';

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
 * Lets go of the hub's events while nobody looks. Browsers allow six connections to a host over
 * HTTP/1.1, and events hold one each: the seventh tab would not get through at all.
 */
export function followWhileVisible(terminals: Terminals): () => void {
  const onVisibility = () => {
    if (document.visibilityState === 'hidden') terminals.pause();
    else terminals.resume();
  };
  const onOnline = () => {
    terminals.retryNow();
  };
  document.addEventListener('visibilitychange', onVisibility);
  window.addEventListener('online', onOnline);
  return () => {
    document.removeEventListener('visibilitychange', onVisibility);
    window.removeEventListener('online', onOnline);
  };
}
