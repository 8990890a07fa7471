import { expect, it } from 'vitest';
import {
  SMALLEST_SHARE,
  empty,
  focusedTab,
  groupWith,
  groupsOf,
  neighbourTab,
  next,
  tabsOf,
} from './layout';
import type { Layout, LayoutChange, LayoutNode, Side } from './layout';

const tab = (id: string) => ({ id, role: 'control' }) as const;
const after = (...changes: LayoutChange[]): Layout => changes.reduce(next, empty);
const open = (id: string, beside?: Side): LayoutChange =>
  beside ? { type: 'open', tab: tab(id), beside } : { type: 'open', tab: tab(id) };
const close = (id: string): LayoutChange => ({ type: 'close', id });

/** `a b*` is a group showing b; `(a* | b*)` side by side, `(a* / b*)` one above the other. */
function drawn(node: LayoutNode): string {
  if (node.is === 'group') {
    return node.tabs.map(({ id }) => (id === node.shown ? `${id}*` : id)).join(' ');
  }
  return `(${node.parts.map((part) => drawn(part.node)).join(node.way === 'row' ? ' | ' : ' / ')})`;
}
const picture = (layout: Layout) => drawn(layout.root);

it('opens terminals as tabs after the one shown', () => {
  const layout = after(open('a'), open('b'), open('a'), open('c'));
  expect(picture(layout)).toBe('a c* b');
  expect(focusedTab(layout)?.id).toBe('c');
});

it('shows a terminal where it is, and never twice', () => {
  const layout = after(open('a'), open('b', 'right'), open('a'));
  expect(picture(layout)).toBe('(a* | b*)');
  expect(focusedTab(layout)?.id).toBe('a');
});

it('changes nothing, not even the object, when what is asked for is so already', () => {
  const layout = after(open('a'));
  expect(next(layout, open('a'))).toBe(layout);
  expect(next(layout, { type: 'keep', ids: new Set(['a']) })).toBe(layout);
  expect(next(layout, { type: 'focus', group: layout.focus })).toBe(layout);
});

it('takes over another role of the same terminal', () => {
  const watching = next(after(open('a')), { type: 'open', tab: { id: 'a', role: 'view' } });
  expect(tabsOf(watching)).toEqual([{ id: 'a', role: 'view' }]);
});

it.each([
  ['right', '(a* | b*)'],
  ['left', '(b* | a*)'],
  ['down', '(a* / b*)'],
  ['up', '(b* / a*)'],
] as const)('splits %s', (side, expected) => {
  expect(picture(after(open('a'), open('b', side)))).toBe(expected);
});

it('nests splits of the other direction, and joins those of the same', () => {
  expect(picture(after(open('a'), open('b', 'right'), open('c', 'right')))).toBe('(a* | b* | c*)');
  expect(picture(after(open('a'), open('b', 'right'), open('c', 'down')))).toBe('(a* | (b* / c*))');
});

it('shares the room of the one that is split', () => {
  const { root } = after(open('a'), open('b', 'right'), open('c', 'right'));
  expect(root.is === 'split' && root.parts.map(({ share }) => share)).toEqual([0.5, 0.25, 0.25]);
});

it('closes: the next tab is shown, an empty group goes, its neighbour gets the room', () => {
  expect(picture(after(open('a'), open('b'), open('c'), open('b'), close('b')))).toBe('a c*');
  const layout = after(open('a'), open('b', 'right'), open('c', 'down'), close('c'));
  expect(picture(layout)).toBe('(a* | b*)');
  expect(focusedTab(layout)?.id).toBe('b');
  expect(picture(next(next(layout, close('a')), close('b')))).toBe('');
});

it('leaves out what is gone, and only that', () => {
  const layout = after(open('a'), open('b', 'right'), open('c'), open('d', 'down'));
  expect(picture(next(layout, { type: 'keep', ids: new Set(['b', 'd']) }))).toBe('(b* / d*)');
});

it('moves a tab among others, before and after itself', () => {
  const layout = after(open('a'), open('b'), open('c'));
  const group = layout.focus;
  const put = (id: string, index: number) =>
    picture(next(layout, { type: 'put', tab: tab(id), at: { group, index } }));
  expect(put('a', 3)).toBe('b c a*');
  expect(put('c', 0)).toBe('c* a b');
  expect(put('b', 1)).toBe('a b* c');
  expect(put('b', 2)).toBe('a b* c');
});

it('moves a tab to another group and beside one', () => {
  const layout = after(open('a'), open('b'), open('c', 'right'));
  const left = groupWith(layout, 'a')?.key ?? '';
  const at = (spot: { index: number } | { side: Side }) =>
    picture(next(layout, { type: 'put', tab: tab('c'), at: { group: left, ...spot } }));
  expect(at({ index: 0 })).toBe('c* a b');
  expect(at({ side: 'up' })).toBe('(c* / a b*)');
});

it('does not put a lone tab beside itself', () => {
  const layout = after(open('a'));
  const put = { type: 'put', tab: tab('a'), at: { group: layout.focus, side: 'left' } } as const;
  expect(picture(next(layout, put))).toBe('a*');
});

it('moves a line no further than both sides can bear', () => {
  const layout = after(open('a'), open('b', 'right'));
  const split = layout.root.is === 'split' ? layout.root.key : '';
  const shares = (by: number) => {
    const { root } = next(layout, { type: 'resize', split, line: 0, by });
    return root.is === 'split' ? root.parts.map(({ share }) => share) : [];
  };
  expect(shares(0.1)).toEqual([0.6, 0.4]);
  expect(shares(5)[1]).toBeCloseTo(SMALLEST_SHARE);
  expect(shares(-5)[0]).toBe(SMALLEST_SHARE);
  const moved = next(layout, { type: 'resize', split, line: 0, by: 0.2 });
  expect(picture(next(moved, { type: 'even', split }))).toBe('(a* | b*)');
});

it('fills the room with one group until another is opened beside it', () => {
  const split = after(open('a'), open('b', 'right'), { type: 'zoom', zoomed: true });
  expect(split.zoomed).toBe(true);
  expect(next(split, open('c')).zoomed).toBe(true);
  expect(next(split, open('c', 'down')).zoomed).toBe(false);
  expect(next(split, close('a')).zoomed).toBe(false);
});

it('steps through all tabs and around the ends', () => {
  const layout = after(open('a'), open('b'), open('c', 'right'));
  expect(neighbourTab(layout, 1)?.id).toBe('a');
  expect(neighbourTab(layout, -1)?.id).toBe('b');
  expect(neighbourTab(empty, 1)).toBeUndefined();
});

it('holds what always holds, whatever is done', () => {
  const random = generator(20_251);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  const sides: readonly Side[] = ['left', 'right', 'up', 'down'];
  let layout = empty;
  for (let i = 0; i < 5000; i++) {
    const group = pick(groupsOf(layout)).key;
    const id = pick(ids);
    layout = next(
      layout,
      pick<() => LayoutChange>([
        () => open(id),
        () => open(id, pick(sides)),
        () => close(id),
        () => ({ type: 'focus', group }),
        () => ({ type: 'put', tab: tab(id), at: { group, side: pick(sides) } }),
        () => ({ type: 'put', tab: tab(id), at: { group, index: Math.floor(random() * 4) } }),
        () => ({ type: 'keep', ids: new Set(ids.filter(() => random() < 0.8)) }),
        () => ({ type: 'zoom', zoomed: random() < 0.5 }),
        () => ({ type: 'resize', split: `s${i % 20}`, line: 0, by: random() - 0.5 }),
      ])(),
    );
    expectSound(layout);
  }
});

function expectSound(layout: Layout): void {
  const tabs = tabsOf(layout).map(({ id }) => id);
  const groups = groupsOf(layout);
  expect(new Set(tabs).size).toBe(tabs.length);
  expect(groups.map(({ key }) => key)).toContain(layout.focus);
  expect(new Set(groups.map(({ key }) => key)).size).toBe(groups.length);
  if (groups.length > 1) expect(groups.every((group) => group.tabs.length > 0)).toBe(true);
  for (const group of groups) {
    const shown = group.tabs.find(({ id }) => id === group.shown);
    expect(group.tabs.length === 0 ? group.shown : shown?.id).toBe(group.shown);
  }
  expectSoundSplit(layout.root);
}

function expectSoundSplit(node: LayoutNode): void {
  if (node.is === 'group') return;
  expect(node.parts.length).toBeGreaterThan(1);
  expect(node.parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
  for (const part of node.parts) {
    expect(part.share).toBeGreaterThan(0);
    if (part.node.is === 'split') expect(part.node.way).not.toBe(node.way);
    expectSoundSplit(part.node);
  }
}

/** The same walk each time. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
