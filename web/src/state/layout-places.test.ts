import { expect, it } from 'vitest';
import { empty, focusedTab, next, shownTab } from './layout';
import type { Layout, LayoutChange, Side } from './layout';
import { groupToThe, lineBeside, placesOf } from './layout-places';

const open = (id: string, beside?: Side): LayoutChange => ({
  type: 'open',
  tab: { id, role: 'control' },
  ...(beside ? { beside } : {}),
});
/** a | (b / (c | d)) */
const layout = [open('a'), open('b', 'right'), open('c', 'down'), open('d', 'right')].reduce(
  next,
  empty,
);
const at = (id: string): Layout => next(layout, open(id));
const towards = (id: string, side: Side) => shownTab(groupToThe(at(id), side))?.id;

it('gives each group its room', () => {
  const rooms = placesOf(layout).groups.map(({ group, area }) => [group.shown, area]);
  expect(rooms).toEqual([
    ['a', { x: 0, y: 0, width: 0.5, height: 1 }],
    ['b', { x: 0.5, y: 0, width: 0.5, height: 0.5 }],
    ['c', { x: 0.5, y: 0.5, width: 0.25, height: 0.5 }],
    ['d', { x: 0.75, y: 0.5, width: 0.25, height: 0.5 }],
  ]);
});

it('has a line between every two', () => {
  const lines = placesOf(layout).lines.map(({ way, x, y, length }) => [way, x, y, length]);
  expect(lines).toHaveLength(3);
  expect(lines).toContainEqual(['row', 0.5, 0, 1]);
  expect(lines).toContainEqual(['column', 0.5, 0.5, 0.5]);
  expect(lines).toContainEqual(['row', 0.75, 0.5, 0.5]);
});

it('gives all the room to the one that fills it', () => {
  const { groups, lines } = placesOf(next(at('c'), { type: 'zoom', zoomed: true }));
  expect(groups.map(({ group }) => group.shown)).toEqual(['c']);
  expect(lines).toEqual([]);
});

it('goes to the neighbour in each direction', () => {
  expect(towards('c', 'right')).toBe('d');
  expect(towards('d', 'left')).toBe('c');
  expect(towards('c', 'up')).toBe('b');
  expect(towards('b', 'left')).toBe('a');
  expect(towards('a', 'left')).toBeUndefined();
  expect(towards('d', 'down')).toBeUndefined();
});

it('finds the line that a terminal grows by', () => {
  expect(focusedTab(at('c'))?.id).toBe('c');
  expect(lineBeside(at('c'), 'right')?.x).toBe(0.75);
  expect(lineBeside(at('d'), 'right')?.x).toBe(0.75);
  expect(lineBeside(at('a'), 'left')?.x).toBe(0.5);
  expect(lineBeside(at('a'), 'up')).toBeUndefined();
});
