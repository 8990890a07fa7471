import { expect, it } from 'vitest';
import { parseRoute, pathOf } from './route';

it.each([
  ['/', '', { place: 'terminals' }],
  ['/settings', '', { place: 'settings' }],
  ['/settings/', '?x=y', { place: 'settings' }],
  ['/tools', '', { place: 'tools' }],
  ['/tools/', '', { place: 'tools' }],
  ['/tools/gh', '', { place: 'tools', tool: 'gh' }],
  ['/tools/a%2Fb/', '', { place: 'tools', tool: 'a/b' }],
  ['/tools/a/b', '', { place: 'terminals' }],
  ['/elsewhere', '', { place: 'terminals' }],
  ['/t/', '', { place: 'terminals' }],
  ['/t/a1', '', { place: 'terminal', id: 'a1', role: 'control' }],
  ['/t/a1/', '?role=view', { place: 'terminal', id: 'a1', role: 'view' }],
  ['/t/a%2Fb', '?role=other', { place: 'terminal', id: 'a/b', role: 'control' }],
  ['/t/%E0%A4', '', { place: 'terminal', id: '%E0%A4', role: 'control' }],
])('reads %s%s', (path, search, route) => {
  expect(parseRoute(path, search)).toEqual(route);
});

it('writes what it reads', () => {
  expect(pathOf({ place: 'terminals' })).toBe('/');
  expect(pathOf({ place: 'settings' })).toBe('/settings');
  expect(pathOf({ place: 'tools' })).toBe('/tools');
  expect(pathOf({ place: 'tools', tool: 'a/b' })).toBe('/tools/a%2Fb');
  expect(pathOf({ place: 'terminal', id: 'a/b', role: 'control' })).toBe('/t/a%2Fb');
  expect(pathOf({ place: 'terminal', id: 'a1', role: 'view' })).toBe('/t/a1?role=view');
});
