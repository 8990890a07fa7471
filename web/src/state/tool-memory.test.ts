import { expect, it } from 'vitest';
import { NOTHING, choose, launched, readMemory, togglePin } from './tool-memory';
import type { RecentLaunch } from './tool-memory';

const GIT: RecentLaunch = { tool: 'git', folder: '/src/shop', args: ['status'], atMs: 1 };

it('pins and unpins', () => {
  const once = togglePin(togglePin(NOTHING, 'git'), 'gh');
  expect(once.pinned).toEqual(['git', 'gh']);
  expect(togglePin(once, 'git').pinned).toEqual(['gh']);
});

it('remembers the newest launch first, each kind once', () => {
  let memory = launched(NOTHING, GIT);
  memory = launched(memory, { ...GIT, args: [], folder: '' });
  memory = launched(memory, { ...GIT, atMs: 3 });
  expect(memory.recent.map(({ args, atMs }) => [args.length, atMs])).toEqual([
    [1, 3],
    [0, 1],
  ]);
});

it('remembers the folders of launches, but not the home folder, which is always there', () => {
  let memory = launched(NOTHING, GIT);
  memory = launched(memory, { ...GIT, folder: '/src/other' });
  memory = launched(memory, { ...GIT, folder: '' });
  memory = launched(memory, GIT);
  expect(memory.folders).toEqual(['/src/shop', '/src/other']);
});

it('forgets the oldest where it would grow without end', () => {
  let memory = NOTHING;
  for (let i = 0; i < 200; i++) {
    memory = launched(togglePin(memory, `tool ${i}`), { ...GIT, folder: `/${i}` });
  }
  expect(memory.pinned).toHaveLength(100);
  expect(memory.recent).toHaveLength(30);
  expect(memory.folders).toHaveLength(12);
  expect(memory.recent[0]?.folder).toBe('/199');
});

it('reads what it writes', () => {
  const memory = choose(launched(togglePin(NOTHING, 'git'), GIT), '/src/shop');
  expect(readMemory(JSON.stringify(memory))).toEqual(memory);
});

it.each([
  null,
  '',
  'no json',
  '[]',
  'null',
  '7',
  '{"pinned":7,"recent":{},"folder":[],"folders":""}',
])('forgets what is no memory: %s', (text) => {
  expect(readMemory(text)).toEqual(NOTHING);
});

it('believes single entries only as far as they fit', () => {
  const json = {
    pinned: ['git', 7, null, 'x'.repeat(5000)],
    recent: [
      GIT,
      { ...GIT, args: 'status' },
      { ...GIT, args: [7] },
      { ...GIT, args: Array.from({ length: 500 }, () => 'x') },
      { ...GIT, tool: undefined },
      { ...GIT, atMs: '1' },
      'git',
    ],
    folder: 'x'.repeat(5000),
    folders: ['/src/shop', {}],
    more: true,
  };
  expect(readMemory(JSON.stringify(json))).toEqual({
    pinned: ['git'],
    recent: [GIT, { ...GIT, args: [] }],
    folder: '',
    folders: ['/src/shop'],
  });
});
