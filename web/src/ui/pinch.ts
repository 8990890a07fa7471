import { clampFontSize } from '../state/settings';
import type { Settings } from '../state/settings';

/** Two fingers on a screen change the size of its letters. Gives back how to stop that. */
export function pinchSize(element: HTMLElement, settings: Settings): () => void {
  let from: { readonly apart: number; readonly fontSize: number } | undefined;
  const listening = new AbortController();
  const { signal } = listening;
  element.addEventListener(
    'touchstart',
    ({ touches }) => {
      const { fontSize } = settings.values.peek();
      from = touches.length === 2 ? { apart: distance(touches), fontSize } : undefined;
    },
    { signal, passive: true },
  );
  element.addEventListener(
    'touchmove',
    (event) => {
      if (!from || event.touches.length !== 2) return;
      event.preventDefault();
      const fontSize = clampFontSize((from.fontSize * distance(event.touches)) / from.apart);
      if (fontSize !== settings.values.peek().fontSize) settings.change({ fontSize });
    },
    { signal, passive: false },
  );
  return () => {
    listening.abort();
  };
}

function distance([a, b]: TouchList): number {
  return a && b ? Math.max(1, Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY)) : 1;
}
