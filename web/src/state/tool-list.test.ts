import { expect, it } from 'vitest';
import type { ToolInfo } from '../net/tool-info';
import {
  applyToolNews,
  categoriesOf,
  categoryName,
  groupsOf,
  initials,
  updatesIn,
} from './tool-list';
import type { ToolFilter, Tools } from './tool-list';

function tool(id: string, category: string, installed: boolean, more: Partial<ToolInfo> = {}) {
  return {
    id,
    name: id,
    category,
    homepage: 'https://tool.example',
    installed,
    path: installed ? `/usr/bin/${id}` : null,
    version: installed ? '1.0' : null,
    versionState: installed ? ('known' as const) : null,
    owner: installed ? 'apt' : null,
    copies: [],
    launchable: installed,
    ...more,
  };
}

const TOOLS: Tools = [
  tool('git', 'vcs', true),
  tool('gh', 'vcs', false, { name: 'GitHub CLI' }),
  tool('legit', 'own-things', true),
  tool('codex', 'ai-agent', true, { owner: 'npm' }),
  tool('goose', 'ai-agent', false),
  tool('zsh', 'shell', true),
];

const ALL: ToolFilter = { query: '', category: undefined };

function shown(filter: Partial<ToolFilter>, pinned: readonly string[] = []) {
  return groupsOf(TOOLS, { ...ALL, ...filter }, pinned).map(
    ({ name, installed, tools }) =>
      `${name}${installed ? '' : ', not here'}: ${tools.map(({ id }) => id).join(' ')}`,
  );
}

it('lists what is here first, coding agents before all, one’s own categories last', () => {
  expect(shown({})).toEqual([
    'Coding agents: codex',
    'Version control: git',
    'Shells: zsh',
    'Own things: legit',
    'Coding agents, not here: goose',
    'Version control, not here: gh',
  ]);
});

it('lists what is pinned first, and once, as long as it is here', () => {
  expect(shown({}, ['zsh', 'git', 'goose', 'gone'])).toEqual([
    'Pinned: git zsh',
    'Coding agents: codex',
    'Own things: legit',
    'Coding agents, not here: goose',
    'Version control, not here: gh',
  ]);
});

it('narrows to a category', () => {
  expect(shown({ category: 'vcs' })).toEqual([
    'Version control: git',
    'Version control, not here: gh',
  ]);
  expect(shown({ category: 'cloud' })).toEqual([]);
});

it('finds by name, the best match first and what is here before what is not', () => {
  expect(shown({ query: ' gi' })).toEqual([
    'On this machine: git legit',
    'Not installed, not here: gh',
  ]);
  expect(shown({ query: 'gthb' })).toEqual(['Not installed, not here: gh']);
});

it('finds by the words of category and owner', () => {
  expect(shown({ query: 'agents' })).toEqual([
    'On this machine: codex',
    'Not installed, not here: goose',
  ]);
  expect(shown({ query: 'npm' })).toEqual(['On this machine: codex']);
  expect(shown({ query: 'agts' })).toEqual([]);
});

it('finds within a category only, where one is chosen', () => {
  expect(shown({ query: 'g', category: 'ai-agent' })).toEqual(['Not installed, not here: goose']);
});

it('counts what of each category is here', () => {
  expect(categoriesOf(TOOLS).map(({ id, installed, tools }) => [id, installed, tools])).toEqual([
    ['ai-agent', 1, 2],
    ['vcs', 1, 2],
    ['shell', 1, 1],
    ['own-things', 1, 1],
  ]);
  expect(categoryName('own-things')).toBe('Own things');
});

it('counts newer versions of what is here', () => {
  const update = {
    installer: 'npm',
    installed: '1.0',
    latest: '2.0',
    newer: true,
    checkedAt: '2026-01-01T00:00:00Z',
  };
  expect(
    updatesIn([
      tool('a', 'vcs', true, { update }),
      tool('b', 'vcs', true, { update: { ...update, newer: false } }),
      tool('c', 'vcs', false, { update }),
      tool('d', 'vcs', true),
    ]),
  ).toBe(1);
});

it('takes over what is told of a tool, in its place', () => {
  const known = tool('gh', 'vcs', true);
  const after = applyToolNews(TOOLS, { is: 'detected', tool: known });
  expect(after.map(({ id }) => id)).toEqual(TOOLS.map(({ id }) => id));
  expect(after[1]).toBe(known);
  const added = tool('new', 'vcs', true);
  expect(applyToolNews(TOOLS, { is: 'detected', tool: added }).at(-1)).toBe(added);
  const news = {
    is: 'progress',
    id: 'gh',
    terminal: 't',
    recipe: 'npm',
    stage: 'running',
  } as const;
  expect(applyToolNews(TOOLS, news)).toBe(TOOLS);
});

it.each([
  ['Git', 'Gi'],
  ['Claude Code', 'CC'],
  ['pre-commit', 'pc'],
  ['k9s', 'k9'],
  ['irb (Ruby)', 'iR'],
  ['é', 'é'],
  ['…', ''],
])('marks %s with %s', (name, letters) => {
  expect(initials(name)).toBe(letters);
});
