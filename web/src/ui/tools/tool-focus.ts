/** Goes through the tools with the arrow keys, by where they stand: rows and columns alike. */
const LINKS = '.tool-list [data-tool]';

type Way = 'up' | 'down' | 'left' | 'right';

const WAYS: Readonly<Record<string, Way>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

export function wayOf(key: string): Way | undefined {
  return WAYS[key];
}

/** The tool that stands first: the best match, where something is looked for. */
export function firstTool(): HTMLElement | null {
  return document.querySelector<HTMLElement>(LINKS);
}

/** False where nothing is that way. */
export function focusTool(from: HTMLElement, way: Way): boolean {
  const here = from.getBoundingClientRect();
  const all = [...document.querySelectorAll<HTMLElement>(LINKS)];
  let best: { readonly element: HTMLElement; readonly distance: number } | undefined;
  for (const element of all) {
    const distance = distanceTo(element.getBoundingClientRect(), here, way);
    if (distance !== undefined && (!best || distance < best.distance)) best = { element, distance };
  }
  best?.element.focus();
  best?.element.scrollIntoView({ block: 'nearest' });
  return best !== undefined;
}

/** A line away counts more than anything beside: what is left and right of a place is on its line. */
function distanceTo(there: DOMRect, here: DOMRect, way: Way): number | undefined {
  const lines = Math.round(there.top - here.top);
  const beside = Math.round(there.left - here.left);
  switch (way) {
    case 'down':
      return lines > 0 ? lines * 1000 + Math.abs(beside) : undefined;
    case 'up':
      return lines < 0 ? -lines * 1000 + Math.abs(beside) : undefined;
    case 'left':
      return lines === 0 && beside < 0 ? -beside : undefined;
    case 'right':
      return lines === 0 && beside > 0 ? beside : undefined;
  }
}
