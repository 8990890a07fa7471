import { expect, it } from 'vitest';
import { empty, next } from './layout';
import type { LayoutChange } from './layout';
import { readLayout, writeLayout } from './layout-json';

const tab = (id: string) => ({ id, role: 'control' }) as const;
const changes: readonly LayoutChange[] = [
  { type: 'open', tab: tab('a') },
  { type: 'open', tab: tab('b'), beside: 'right' },
  { type: 'open', tab: { id: 'c', role: 'view' }, beside: 'down' },
];
const layout = changes.reduce(next, empty);

it('reads what it wrote, and goes on from there without keys that are there already', () => {
  const read = readLayout(writeLayout(layout));
  expect(read && JSON.parse(writeLayout(read))).toMatchObject({ zoomed: false });
  expect(read && tabs(writeLayout(read))).toEqual(tabs(writeLayout(layout)));
  const more = read && next(read, { type: 'open', tab: tab('d'), beside: 'left' });
  const keys = [...writeLayout(more ?? empty).matchAll(/"key":"(\w+)"/g)].map(([, key]) => key);
  expect(new Set(keys).size).toBe(keys.length);
});

it.each([
  ['nothing', null],
  ['no JSON', '{'],
  ['another version', '{"panes":[]}'],
  ['a tab without a terminal', '{"root":{"is":"group","key":"g0","tabs":[{}]}}'],
  [
    'a terminal twice',
    '{"root":{"is":"group","key":"g0","tabs":[{"id":"a"},{"id":"a"}],"shown":"a"}}',
  ],
  ['a split of nothing', '{"root":{"is":"split","key":"s0","way":"row","parts":[]}}'],
  ['shares that do not add up', writeLayout(layout).replace('"share":0.5', '"share":5')],
  ['nesting without end', `{"root":${'{"is":"split","parts":[{"share":1,"node":'.repeat(50)}`],
])('makes nothing of %s', (_, text) => {
  expect(readLayout(text)).toBeUndefined();
});

function tabs(text: string): unknown {
  return [...text.matchAll(/"id":"(\w)","role":"(\w+)"/g)].map(([, id, role]) => [id, role]);
}
