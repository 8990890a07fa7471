import { empty, groupsOf, tabsOf } from './layout';
import type { Group, Layout, LayoutNode, Part, Tab } from './layout';

/** Nesting deeper than this was made by no hand. */
const DEEPEST = 20;

/**
 * Reads a layout that was kept in the browser. Undefined when it is none, or one of a version that
 * knew layouts otherwise: the page then starts with an empty one.
 */
export function readLayout(text: string | null): Layout | undefined {
  if (text === null) return undefined;
  try {
    const json: unknown = JSON.parse(text);
    if (!isObject(json)) return undefined;
    const keys = new Keys();
    const root = readNode(json['root'], keys, 0);
    if (!root) return undefined;
    const layout: Layout = {
      root,
      focus: keys.renamed(json['focus']) ?? groupsOf({ root })[0]?.key ?? empty.focus,
      zoomed: json['zoomed'] === true,
      nextKey: keys.next,
    };
    return isSound(layout) ? layout : undefined;
  } catch {
    return undefined;
  }
}

export function writeLayout(layout: Layout): string {
  return JSON.stringify({ root: layout.root, focus: layout.focus, zoomed: layout.zoomed });
}

/** Keys are given anew, so that whatever was kept, none is there twice. */
class Keys {
  next = 0;
  readonly #known = new Map<unknown, string>();

  give(kind: 'g' | 's', old: unknown): string {
    const key = `${kind}${this.next++}`;
    this.#known.set(old, key);
    return key;
  }

  renamed(old: unknown): string | undefined {
    return this.#known.get(old);
  }
}

function readNode(json: unknown, keys: Keys, depth: number): LayoutNode | undefined {
  if (!isObject(json) || depth > DEEPEST) return undefined;
  if (json['is'] === 'group') return readGroup(json, keys);
  if (json['is'] !== 'split' || !Array.isArray(json['parts'])) return undefined;
  const way = json['way'] === 'row' ? 'row' : 'column';
  const key = keys.give('s', json['key']);
  const parts: Part[] = [];
  for (const part of json['parts'] as unknown[]) {
    if (!isObject(part) || typeof part['share'] !== 'number') return undefined;
    const node = readNode(part['node'], keys, depth + 1);
    if (!node || !(part['share'] > 0)) return undefined;
    parts.push({ node, share: part['share'] });
  }
  return { is: 'split', key, way, parts };
}

function readGroup(json: Record<string, unknown>, keys: Keys): Group | undefined {
  if (!Array.isArray(json['tabs'])) return undefined;
  const tabs: Tab[] = [];
  for (const tab of json['tabs'] as unknown[]) {
    if (!isObject(tab) || typeof tab['id'] !== 'string') return undefined;
    tabs.push({ id: tab['id'], role: tab['role'] === 'view' ? 'view' : 'control' });
  }
  const shown = tabs.find(({ id }) => id === json['shown']) ?? tabs[0];
  return { is: 'group', key: keys.give('g', json['key']), tabs, shown: shown?.id };
}

function isSound(layout: Layout): boolean {
  const ids = tabsOf(layout).map(({ id }) => id);
  const groups = groupsOf(layout);
  return (
    new Set(ids).size === ids.length &&
    (groups.length === 1 || groups.every(({ tabs }) => tabs.length > 0)) &&
    sharesAddUp(layout.root)
  );
}

function sharesAddUp(node: LayoutNode): boolean {
  if (node.is === 'group') return true;
  const total = node.parts.reduce((sum, { share }) => sum + share, 0);
  return (
    node.parts.length > 1 &&
    Math.abs(total - 1) < 0.001 &&
    node.parts.every((part) => sharesAddUp(part.node))
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
