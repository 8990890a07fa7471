import { findGroup } from './layout';
import type { Group, Layout, LayoutNode, Side, Split, Way } from './layout';

/** A part of the room there is; all four are shares of it, 0 to 1. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface GroupPlace {
  readonly group: Group;
  readonly area: Area;
}

/** The line between two parts of a split, which can be moved. */
export interface Line {
  readonly split: string;
  readonly way: Way;
  readonly index: number;
  /** Where it begins; it runs across `way` and is `length` long. */
  readonly x: number;
  readonly y: number;
  readonly length: number;
  /** The split's own extent along `way`: what turns a distance into a share. */
  readonly extent: number;
  /** How much of the split lies before it, and how far it can go; for those who cannot see it. */
  readonly before: number;
}

export interface Places {
  readonly groups: readonly GroupPlace[];
  readonly lines: readonly Line[];
}

const WHOLE: Area = { x: 0, y: 0, width: 1, height: 1 };

/** Where everything stands. Groups come flat, so that none is built anew when others come and go. */
export function placesOf(layout: Layout): Places {
  const zoomed = layout.zoomed ? findGroup(layout, layout.focus) : undefined;
  if (zoomed) return { groups: [{ group: zoomed, area: WHOLE }], lines: [] };
  return place(layout.root, WHOLE);
}

function place(node: LayoutNode, area: Area): Places {
  if (node.is === 'group') return { groups: [{ group: node, area }], lines: [] };
  const groups: GroupPlace[] = [];
  const lines: Line[] = [];
  let before = 0;
  node.parts.forEach(({ node: child, share }, index) => {
    const inner = place(child, within(node, area, before, share));
    groups.push(...inner.groups);
    lines.push(...inner.lines);
    before += share;
    if (index < node.parts.length - 1) lines.push(line(node, area, index, before));
  });
  return { groups, lines };
}

function within({ way }: Split, area: Area, before: number, share: number): Area {
  return way === 'row'
    ? { ...area, x: area.x + before * area.width, width: share * area.width }
    : { ...area, y: area.y + before * area.height, height: share * area.height };
}

function line({ key, way }: Split, area: Area, index: number, before: number): Line {
  const start = within({ way } as Split, area, before, 0);
  return {
    split: key,
    way,
    index,
    x: start.x,
    y: start.y,
    length: way === 'row' ? area.height : area.width,
    extent: way === 'row' ? area.width : area.height,
    before,
  };
}

/** The group one comes to from the focused one by going that way; the one that faces it most. */
export function groupToThe(layout: Layout, side: Side): Group | undefined {
  const { groups } = place(layout.root, WHOLE);
  const from = groups.find(({ group }) => group.key === layout.focus)?.area;
  if (!from) return undefined;
  const across = side === 'left' || side === 'right' ? 'y' : 'x';
  const candidates = groups
    .filter(({ area }) => touches(from, area, side))
    .sort((a, b) => overlap(from, b.area, across) - overlap(from, a.area, across));
  return candidates[0]?.group;
}

/** The line that moves when the focused group grows or shrinks towards a side, and which way. */
export function lineBeside(layout: Layout, side: Side): Line | undefined {
  const { groups, lines } = place(layout.root, WHOLE);
  const area = groups.find(({ group }) => group.key === layout.focus)?.area;
  if (!area) return undefined;
  const way: Way = side === 'left' || side === 'right' ? 'row' : 'column';
  const edges = way === 'row' ? [area.x + area.width, area.x] : [area.y + area.height, area.y];
  const mine = lines.filter((line) => line.way === way && meets(line, area));
  for (const edge of edges) {
    const found = mine.find((line) => near(way === 'row' ? line.x : line.y, edge));
    if (found) return found;
  }
  return undefined;
}

function meets(line: Line, area: Area): boolean {
  const [from, start, size] =
    line.way === 'row' ? [line.y, area.y, area.height] : [line.x, area.x, area.width];
  return start >= from - TINY && start + size <= from + line.length + TINY;
}

function touches(from: Area, to: Area, side: Side): boolean {
  switch (side) {
    case 'left':
      return near(to.x + to.width, from.x) && overlap(from, to, 'y') > TINY;
    case 'right':
      return near(to.x, from.x + from.width) && overlap(from, to, 'y') > TINY;
    case 'up':
      return near(to.y + to.height, from.y) && overlap(from, to, 'x') > TINY;
    case 'down':
      return near(to.y, from.y + from.height) && overlap(from, to, 'x') > TINY;
  }
}

function overlap(a: Area, b: Area, axis: 'x' | 'y'): number {
  const size = axis === 'x' ? 'width' : 'height';
  return Math.min(a[axis] + a[size], b[axis] + b[size]) - Math.max(a[axis], b[axis]);
}

/** Shares are sums of fractions. */
const TINY = 1e-6;

function near(a: number, b: number): boolean {
  return Math.abs(a - b) < TINY;
}
