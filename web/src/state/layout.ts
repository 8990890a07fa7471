import type { Role } from '../net/socket';

/**
 * How terminals stand beside each other: splits within splits, and at their ends groups of tabs of
 * which one is shown. Pure data; `next` is the only way from one layout to another.
 *
 * What always holds: a terminal has one tab at most; a group without tabs exists only alone; a
 * split has two parts or more, none of them a split of its own direction; shares add up to one.
 */
export interface Layout {
  readonly root: LayoutNode;
  /** Key of the group that has, or had last, the keyboard. */
  readonly focus: string;
  /** The focused group fills everything. */
  readonly zoomed: boolean;
  /** Makes the keys of groups and splits, which are never used twice. */
  readonly nextKey: number;
}

export type LayoutNode = Group | Split;

export interface Group {
  readonly is: 'group';
  readonly key: string;
  readonly tabs: readonly Tab[];
  /** Id of the tab shown; undefined when there is none. */
  readonly shown: string | undefined;
}

/** A terminal in the layout. */
export interface Tab {
  readonly id: string;
  readonly role: Role;
}

export interface Split {
  readonly is: 'split';
  readonly key: string;
  /** `row`: side by side; `column`: one above the other. */
  readonly way: Way;
  readonly parts: readonly Part[];
}

export interface Part {
  readonly node: LayoutNode;
  /** Of the split's extent, 0 to 1. */
  readonly share: number;
}

export type Way = 'row' | 'column';
export type Side = 'left' | 'right' | 'up' | 'down';

export type LayoutChange =
  /** Shows a terminal: where it is, or else as a new tab in the focused group, or beside that. */
  | { readonly type: 'open'; readonly tab: Tab; readonly beside?: Side }
  /** The same at a certain place: among a group's tabs, or beside a group. */
  | { readonly type: 'put'; readonly tab: Tab; readonly at: Spot }
  | { readonly type: 'close'; readonly id: string }
  /** Leaves out tabs whose terminals are gone. */
  | { readonly type: 'keep'; readonly ids: ReadonlySet<string> }
  | { readonly type: 'focus'; readonly group: string }
  /** Moves the line between part `line` and the one after it, by a share of the split. */
  | {
      readonly type: 'resize';
      readonly split: string;
      readonly line: number;
      readonly by: number;
    }
  | { readonly type: 'even'; readonly split: string }
  | { readonly type: 'zoom'; readonly zoomed: boolean };

/** Where a tab can be put. */
export type Spot =
  | { readonly group: string; readonly index: number }
  | { readonly group: string; readonly side: Side };

/** A part smaller than this could not be used, nor its edge be found again. */
export const SMALLEST_SHARE = 0.08;

export const empty: Layout = {
  root: { is: 'group', key: 'g0', tabs: [], shown: undefined },
  focus: 'g0',
  zoomed: false,
  nextKey: 1,
};

export function next(layout: Layout, change: LayoutChange): Layout {
  switch (change.type) {
    case 'open':
      return open(layout, change.tab, change.beside);
    case 'put':
      return put(layout, change.tab, change.at);
    case 'close':
      return tidy(
        layout,
        without(layout.root, (tab) => tab.id === change.id),
      );
    case 'keep': {
      if (tabsOf(layout).every((tab) => change.ids.has(tab.id))) return layout;
      return tidy(
        layout,
        without(layout.root, (tab) => !change.ids.has(tab.id)),
      );
    }
    case 'focus':
      if (layout.focus === change.group || !findGroup(layout, change.group)) return layout;
      return { ...layout, focus: change.group };
    case 'resize':
      return withSplit(layout, change.split, (split) => moved(split, change.line, change.by));
    case 'even':
      return withSplit(layout, change.split, (split) => ({
        ...split,
        parts: split.parts.map(({ node }) => ({ node, share: 1 / split.parts.length })),
      }));
    case 'zoom':
      return layout.zoomed === change.zoomed ? layout : { ...layout, zoomed: change.zoomed };
  }
}

export function groupsOf({ root }: Pick<Layout, 'root'>): readonly Group[] {
  return root.is === 'group' ? [root] : root.parts.flatMap(({ node }) => groupsOf({ root: node }));
}

export function tabsOf(layout: Pick<Layout, 'root'>): readonly Tab[] {
  return groupsOf(layout).flatMap(({ tabs }) => tabs);
}

export function findGroup(layout: Layout, key: string): Group | undefined {
  return groupsOf(layout).find((group) => group.key === key);
}

/** The group that a terminal's tab is in. */
export function groupWith(layout: Layout, id: string): Group | undefined {
  return groupsOf(layout).find(({ tabs }) => tabs.some((tab) => tab.id === id));
}

export function shownTab(group: Group | undefined): Tab | undefined {
  return group?.tabs.find(({ id }) => id === group.shown);
}

/** The terminal that has, or had last, the keyboard. */
export function focusedTab(layout: Layout): Tab | undefined {
  return shownTab(findGroup(layout, layout.focus));
}

/** The tab `step` places after the focused one, through all groups and around the ends. */
export function neighbourTab(layout: Layout, step: 1 | -1): Tab | undefined {
  const tabs = tabsOf(layout);
  const index = tabs.findIndex(({ id }) => id === focusedTab(layout)?.id);
  return tabs[(index + step + tabs.length) % tabs.length];
}

function open(layout: Layout, tab: Tab, beside: Side | undefined): Layout {
  const there = groupWith(layout, tab.id);
  if (there && beside === undefined) return showIn(layout, there, tab);
  const group = findGroup(layout, layout.focus);
  if (!group) return layout;
  if (beside !== undefined) return put(layout, tab, { group: group.key, side: beside });
  const index = group.tabs.findIndex(({ id }) => id === group.shown) + 1;
  return put(layout, tab, { group: group.key, index });
}

/** What is shown already stays the same object, so that nothing is drawn anew. */
function showIn(layout: Layout, group: Group, tab: Tab): Layout {
  const tabs = group.tabs.map((known) => (known.id === tab.id ? sameOr(known, tab) : known));
  const changed = group.shown !== tab.id || tabs.some((known, i) => known !== group.tabs[i]);
  if (!changed && layout.focus === group.key) return layout;
  const root = changed
    ? replaced(layout.root, group.key, () => ({ ...group, tabs, shown: tab.id }))
    : layout.root;
  return { ...layout, root, focus: group.key };
}

function sameOr(known: Tab, tab: Tab): Tab {
  return known.role === tab.role ? known : tab;
}

function put(layout: Layout, tab: Tab, at: Spot): Layout {
  const target = findGroup(layout, at.group);
  if (!target) return layout;
  const alone = target.tabs.every(({ id }) => id === tab.id);
  if ('index' in at) {
    const before = target.tabs.slice(0, at.index).filter(({ id }) => id !== tab.id).length;
    const root = without(layout.root, ({ id }) => id === tab.id);
    const into = replaced(root, at.group, (group) => ({
      ...group,
      tabs: [...group.tabs.slice(0, before), tab, ...group.tabs.slice(before)],
      shown: tab.id,
    }));
    return tidy({ ...layout, focus: at.group }, into);
  }
  // Beside itself a lone tab would leave nothing to be beside of.
  if (alone) return put(layout, tab, { group: at.group, index: 0 });
  const group: Group = { is: 'group', key: `g${layout.nextKey}`, tabs: [tab], shown: tab.id };
  const key = `s${layout.nextKey + 1}`;
  const way: Way = at.side === 'left' || at.side === 'right' ? 'row' : 'column';
  const first = at.side === 'left' || at.side === 'up';
  const root = replaced(
    without(layout.root, ({ id }) => id === tab.id),
    at.group,
    (node) => ({
      is: 'split',
      key,
      way,
      parts: (first ? [group, node] : [node, group]).map((part) => ({ node: part, share: 0.5 })),
    }),
  );
  return tidy({ ...layout, focus: group.key, zoomed: false, nextKey: layout.nextKey + 2 }, root);
}

/** The tree without some tabs; where the one shown goes, the one that takes its place is shown. */
function without(node: LayoutNode, gone: (tab: Tab) => boolean): LayoutNode {
  if (node.is === 'split') {
    const parts = node.parts.map(({ node: child, share }) => ({
      node: without(child, gone),
      share,
    }));
    return parts.every((part, i) => part.node === node.parts[i]?.node) ? node : { ...node, parts };
  }
  const tabs = node.tabs.filter((tab) => !gone(tab));
  if (tabs.length === node.tabs.length) return node;
  if (tabs.some(({ id }) => id === node.shown)) return { ...node, tabs };
  const index = node.tabs.findIndex(({ id }) => id === node.shown);
  const after = node.tabs.slice(index).find((tab) => !gone(tab));
  return { ...node, tabs, shown: (after ?? tabs.at(-1))?.id };
}

/** Restores what always holds: no empty groups, no needless splits, a focus that exists. */
function tidy(layout: Layout, root: LayoutNode): Layout {
  const tidied = flattened(root) ?? {
    is: 'group',
    key: layout.focus,
    tabs: [],
    shown: undefined,
  };
  const groups = groupsOf({ root: tidied });
  const focus = groups.some(({ key }) => key === layout.focus)
    ? layout.focus
    : nearest(layout.root, layout.focus, groups);
  const zoomed = layout.zoomed && groups.length > 1 && focus === layout.focus;
  return { ...layout, root: tidied, focus, zoomed };
}

/** The group that stands next to where one was. */
function nearest(before: LayoutNode, key: string, left: readonly Group[]): string {
  const order = groupsOf({ root: before }).map((group) => group.key);
  const was = order.indexOf(key);
  const distance = (group: Group) => {
    const index = order.indexOf(group.key);
    return index < 0 ? Infinity : Math.abs(index - was);
  };
  const [best] = [...left].sort((a, b) => distance(a) - distance(b));
  return best?.key ?? key;
}

function flattened(node: LayoutNode): LayoutNode | undefined {
  if (node.is === 'group') return node.tabs.length > 0 ? node : undefined;
  const parts = node.parts.flatMap(({ node: child, share }): Part[] => {
    const flat = flattened(child);
    if (!flat) return [];
    if (flat.is === 'split' && flat.way === node.way) {
      return flat.parts.map((part) => ({ node: part.node, share: part.share * share }));
    }
    return [{ node: flat, share }];
  });
  if (parts.length < 2) return parts[0]?.node;
  const total = parts.reduce((sum, { share }) => sum + share, 0);
  const same =
    parts.length === node.parts.length &&
    parts.every((part, i) => part.node === node.parts[i]?.node);
  if (same) return node;
  return { ...node, parts: parts.map((part) => ({ ...part, share: part.share / total })) };
}

function replaced(
  node: LayoutNode,
  key: string,
  replace: (group: Group) => LayoutNode,
): LayoutNode {
  if (node.is === 'group') return node.key === key ? replace(node) : node;
  const parts = node.parts.map((part) => {
    const child = replaced(part.node, key, replace);
    return child === part.node ? part : { ...part, node: child };
  });
  return { ...node, parts };
}

function withSplit(layout: Layout, key: string, change: (split: Split) => Split): Layout {
  const walk = (node: LayoutNode): LayoutNode => {
    if (node.is === 'group') return node;
    if (node.key === key) return change(node);
    return { ...node, parts: node.parts.map((part) => ({ ...part, node: walk(part.node) })) };
  };
  return { ...layout, root: walk(layout.root) };
}

function moved(split: Split, line: number, by: number): Split {
  const [before, after] = [split.parts[line], split.parts[line + 1]];
  if (!before || !after) return split;
  const most = before.share + after.share - SMALLEST_SHARE;
  const share = Math.max(SMALLEST_SHARE, Math.min(most, before.share + by));
  const rest = before.share + after.share - share;
  return {
    ...split,
    parts: split.parts.map((part, i) =>
      i === line ? { ...part, share } : i === line + 1 ? { ...part, share: rest } : part,
    ),
  };
}
