import type { ToolNews } from '../net/tools';
import type { ToolInfo } from '../net/tool-info';
import { match } from './fuzzy';

/** What the hub knows of, in the catalogue's order. */
export type Tools = readonly ToolInfo[];

/** The catalogue's categories, in the order in which they are shown. */
const CATEGORIES: Readonly<Record<string, string>> = {
  'ai-agent': 'Coding agents',
  vcs: 'Version control',
  'editor-tui': 'Editors and viewers',
  runtime: 'Languages',
  'package-manager': 'Package managers',
  build: 'Build',
  container: 'Containers',
  cloud: 'Cloud',
  database: 'Databases',
  shell: 'Shells',
};

/** One of a person's own is called as its id says. */
export function categoryName(id: string): string {
  return CATEGORIES[id] ?? (id.charAt(0).toUpperCase() + id.slice(1)).replaceAll('-', ' ');
}

export interface Category {
  readonly id: string;
  readonly name: string;
  readonly tools: number;
  readonly installed: number;
}

export function categoriesOf(tools: Tools): readonly Category[] {
  return categoryIds(tools).map((id) => {
    const members = tools.filter((tool) => tool.category === id);
    return {
      id,
      name: categoryName(id),
      tools: members.length,
      installed: members.filter(({ installed }) => installed).length,
    };
  });
}

function categoryIds(tools: Tools): readonly string[] {
  const known = Object.keys(CATEGORIES);
  const ids = new Set(tools.map(({ category }) => category));
  return [...known.filter((id) => ids.has(id)), ...[...ids].filter((id) => !known.includes(id))];
}

/** What a person looks for. */
export interface ToolFilter {
  readonly query: string;
  /** Undefined for all. */
  readonly category: string | undefined;
}

/** Tools that stand under one heading. */
export interface ToolGroup {
  readonly key: string;
  readonly name: string;
  readonly installed: boolean;
  readonly tools: Tools;
}

/** The key of the group of what was found and is not here, whose name says so. */
export const FOUND_ABSENT = 'found absent';

/**
 * The tools as they are listed: those that are pinned, then what is here, then what is not. Each
 * stands once. What is looked for by its name is not torn apart by category, the best match first.
 */
export function groupsOf(
  tools: Tools,
  { query, category }: ToolFilter,
  pinned: readonly string[],
): readonly ToolGroup[] {
  const among = tools.filter((tool) => category === undefined || tool.category === category);
  const words = query.trim();
  if (words !== '') {
    const found = search(among, words);
    return filled([
      { key: 'found', name: 'On this machine', installed: true, tools: present(found) },
      { key: FOUND_ABSENT, name: 'Not installed', installed: false, tools: absent(found) },
    ]);
  }
  const isPinned = ({ id, installed }: ToolInfo) => installed && pinned.includes(id);
  const rest = among.filter((tool) => !isPinned(tool));
  const inCategory = (members: Tools, installed: boolean) =>
    categoryIds(among).map((id) => ({
      key: `${id} ${installed ? 'here' : 'absent'}`,
      name: categoryName(id),
      installed,
      tools: members.filter((tool) => tool.category === id),
    }));
  return filled([
    { key: 'pinned', name: 'Pinned', installed: true, tools: among.filter(isPinned) },
    ...inCategory(present(rest), true),
    ...inCategory(absent(rest), false),
  ]);
}

function filled(groups: readonly ToolGroup[]): readonly ToolGroup[] {
  return groups.filter(({ tools }) => tools.length > 0);
}

function present(tools: Tools): Tools {
  return tools.filter(({ installed }) => installed);
}

function absent(tools: Tools): Tools {
  return tools.filter(({ installed }) => !installed);
}

/** What a hit in the category or the owner counts, beside one in the name. */
const ELSEWHERE_WORTH = 0.4;

function search(tools: Tools, query: string): Tools {
  const found = tools.flatMap((tool) => {
    const score = scoreOf(tool, query);
    return score === undefined ? [] : [{ tool, score }];
  });
  return found.sort((a, b) => b.score - a.score).map(({ tool }) => tool);
}

function scoreOf(tool: ToolInfo, query: string): number | undefined {
  const named = [tool.name, tool.id].flatMap((text) => match(query, text)?.score ?? []);
  if (named.length > 0) return Math.max(...named);
  // Scattered letters of a long text mean nothing: its words must begin with those that are typed.
  const text = `${categoryName(tool.category)} ${tool.owner ?? ''}`.toLowerCase().split(/\W+/);
  const words = query.toLowerCase().split(/\s+/);
  const begins = (typed: string) => typed.length > 1 && text.some((word) => word.startsWith(typed));
  return words.every(begins) ? ELSEWHERE_WORTH : undefined;
}

/** How many have a newer version to be had. */
export function updatesIn(tools: Tools): number {
  return tools.filter(({ installed, update }) => installed && update?.newer).length;
}

/** The list after a piece of news. One that was not there before comes last. */
export function applyToolNews(tools: Tools, news: ToolNews): Tools {
  if (news.is !== 'detected' && news.is !== 'installed') return tools;
  const { tool } = news;
  return tools.some(({ id }) => id === tool.id)
    ? tools.map((known) => (known.id === tool.id ? tool : known))
    : [...tools, tool];
}

/** Two letters that stand for a tool. */
export function initials(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const [first = '', second] = words;
  return second === undefined ? first.slice(0, 2) : first.charAt(0) + second.charAt(0);
}
