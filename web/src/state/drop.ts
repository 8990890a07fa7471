import type { Side, Spot } from './layout';

/** In CSS pixels of the window. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A group as it stands in the window. */
export interface GroupBox {
  readonly group: string;
  readonly whole: Box;
  /** The strip with its tabs, in their order. */
  readonly strip: Box;
  readonly tabs: readonly Box[];
}

export interface Drop {
  readonly spot: Spot;
  /** What is to be marked: the room it would get, or a line where it would stand. */
  readonly mark: Box;
}

/** Nearer to an edge than this share, a terminal goes beside what is there. */
const EDGE = 0.25;

/** Where a tab dropped at a point would go; undefined when nothing is there to take it. */
export function dropAt(groups: readonly GroupBox[], x: number, y: number): Drop | undefined {
  const over = groups.find(({ whole }) => contains(whole, x, y));
  if (!over) return undefined;
  return contains(over.strip, x, y) ? amongTabs(over, x) : inRoom(over, x, y);
}

function amongTabs({ group, strip, tabs }: GroupBox, x: number): Drop {
  const before = tabs.findIndex(({ left, width }) => x < left + width / 2);
  const index = before < 0 ? tabs.length : before;
  const next = tabs[index];
  const last = tabs.at(-1);
  const left = next?.left ?? (last ? last.left + last.width : strip.left);
  return {
    spot: { group, index },
    mark: { left: left - 1, top: strip.top, width: 2, height: strip.height },
  };
}

function inRoom({ group, whole, strip, tabs }: GroupBox, x: number, y: number): Drop {
  const room: Box = {
    left: whole.left,
    top: strip.top + strip.height,
    width: whole.width,
    height: whole.height - strip.height,
  };
  const side = sideAt(room, x, y);
  if (!side) return { spot: { group, index: tabs.length }, mark: room };
  return { spot: { group, side }, mark: half(room, side) };
}

function sideAt({ left, top, width, height }: Box, x: number, y: number): Side | undefined {
  const distances: readonly (readonly [Side, number])[] = [
    ['left', (x - left) / width],
    ['right', (left + width - x) / width],
    ['up', (y - top) / height],
    ['down', (top + height - y) / height],
  ];
  const nearest = distances.reduce((a, b) => (b[1] < a[1] ? b : a));
  return nearest[1] < EDGE ? nearest[0] : undefined;
}

function half({ left, top, width, height }: Box, side: Side): Box {
  switch (side) {
    case 'left':
      return { left, top, width: width / 2, height };
    case 'right':
      return { left: left + width / 2, top, width: width / 2, height };
    case 'up':
      return { left, top, width, height: height / 2 };
    case 'down':
      return { left, top: top + height / 2, width, height: height / 2 };
  }
}

function contains({ left, top, width, height }: Box, x: number, y: number): boolean {
  return x >= left && x < left + width && y >= top && y < top + height;
}
