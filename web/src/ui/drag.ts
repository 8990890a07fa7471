import { signal } from '@preact/signals';
import { dropAt } from '../state/drop';
import type { Box, Drop, GroupBox } from '../state/drop';
import type { Workbench } from '../state/workbench';

/** Nearer than this, in CSS pixels, a press is a click whose hand was not quite still. */
const SLACK = 5;

interface Drag {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly drop: Drop | undefined;
}

/** The terminal that is on its way to another place, if one is. */
export const drag = signal<Drag | undefined>(undefined);

/**
 * Begins to drag a terminal, from its tab or from the list, once the pointer has moved far enough.
 * Pointer events instead of the browser's own dragging: these leave files that are dropped alone.
 */
export function startDrag(
  workbench: Workbench,
  { id, name }: { readonly id: string; readonly name: string },
  start: PointerEvent,
): void {
  // A finger scrolls; whoever has no mouse moves tabs by their menu.
  if (start.button !== 0 || start.pointerType === 'touch') return;
  const listening = new AbortController();
  const { signal: end } = listening;
  let groups: readonly GroupBox[] | undefined;

  const stop = () => {
    drag.value = undefined;
    listening.abort();
  };
  const move = (event: PointerEvent) => {
    const { clientX: x, clientY: y } = event;
    if (!groups && Math.hypot(x - start.clientX, y - start.clientY) < SLACK) return;
    event.preventDefault();
    groups ??= groupBoxes();
    drag.value = { name, x, y, drop: dropAt(groups, x, y) };
  };
  const drop = (event: PointerEvent) => {
    const spot = drag.peek()?.drop?.spot;
    const dragged = drag.peek() !== undefined;
    stop();
    if (!dragged) return;
    event.preventDefault();
    // The click that follows was meant as the end of this.
    window.addEventListener('click', swallow, { capture: true, once: true });
    setTimeout(() => window.removeEventListener('click', swallow, { capture: true }));
    if (spot) workbench.put(id, spot);
  };
  window.addEventListener('pointermove', move, { signal: end });
  window.addEventListener('pointerup', drop, { signal: end });
  window.addEventListener('pointercancel', stop, { signal: end });
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || !drag.peek()) return;
      event.preventDefault();
      event.stopPropagation();
      stop();
    },
    { signal: end, capture: true },
  );
}

function swallow(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}

function groupBoxes(): readonly GroupBox[] {
  return [...document.querySelectorAll<HTMLElement>('[data-group]')].flatMap((element) => {
    const strip = element.querySelector('[data-tabs]');
    const group = element.dataset['group'];
    if (!strip || group === undefined) return [];
    const tabs = [...element.querySelectorAll('[data-tab]')].map(boxOf);
    return [{ group, whole: boxOf(element), strip: boxOf(strip), tabs }];
  });
}

function boxOf(element: Element): Box {
  return element.getBoundingClientRect();
}
