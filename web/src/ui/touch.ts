import { clampFontSize } from '../state/settings';
import type { Settings } from '../state/settings';

/** Fingers on a screen: one scrolls, two change the size of its letters. Gives back how to stop that. */
export function listenToFingers(
  element: HTMLElement,
  settings: Settings,
  drag: (pixels: number, touch: Touch) => void,
): () => void {
  let pinch: { readonly apart: number; readonly fontSize: number } | undefined;
  let lastY: number | undefined;
  const listening = new AbortController();
  const { signal } = listening;

  const start = ({ touches }: TouchEvent) => {
    const { fontSize } = settings.values.peek();
    pinch = touches.length === 2 ? { apart: distance(touches), fontSize } : undefined;
    lastY = touches.length === 1 ? touches[0]?.clientY : undefined;
  };
  const move = (event: TouchEvent) => {
    const [touch] = event.touches;
    if (pinch && event.touches.length === 2) {
      event.preventDefault();
      const fontSize = clampFontSize((pinch.fontSize * distance(event.touches)) / pinch.apart);
      if (fontSize !== settings.values.peek().fontSize) settings.change({ fontSize });
    } else if (lastY !== undefined && touch) {
      drag(lastY - touch.clientY, touch);
      lastY = touch.clientY;
    }
  };
  element.addEventListener('touchstart', start, { signal, passive: true });
  element.addEventListener('touchmove', move, { signal, passive: false });
  return () => {
    listening.abort();
  };
}

function distance([a, b]: TouchList): number {
  return a && b ? Math.max(1, Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY)) : 1;
}
