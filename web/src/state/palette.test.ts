import { expect, it } from 'vitest';
import { rank } from './palette';
import type { PaletteItem } from './palette';

const item = (id: string, title: string, detail?: string): PaletteItem => ({
  id,
  kind: 'Terminal',
  title,
  ...(detail === undefined ? {} : { detail }),
  run: () => undefined,
});
const items = [
  item('new', 'New terminal'),
  item('next', 'Next terminal'),
  item('log', 'log', 'tail -f server.log · /srv/next'),
];
const ids = (query: string, uses: Readonly<Record<string, number>> = {}) =>
  rank(items, query, (id) => uses[id] ?? 0).map((ranked) => ranked.item.id);

it('keeps the order it was given where nothing says otherwise', () => {
  expect(ids('')).toEqual(['new', 'next', 'log']);
});

it('puts first what is used most', () => {
  expect(ids('', { log: 3, next: 1 })).toEqual(['log', 'next', 'new']);
  expect(ids('term', { next: 1 })).toEqual(['next', 'new']);
});

it('does not let use hide a better match', () => {
  expect(ids('next', { log: 1000 })).toEqual(['next', 'log']);
});

it('leaves out what has the letters strewn about, where another has them in a row', () => {
  expect(ids('nt')).toEqual(['new', 'next']);
  expect(ids('term')).toEqual(['new', 'next']);
  expect(ids('tl')).toEqual(['log', 'new', 'next']);
});

it('finds by the detail, and by words spread over both', () => {
  expect(ids('server')).toEqual(['log']);
  expect(ids('log srv')).toEqual(['log']);
  expect(rank(items, 'log srv', () => 0)[0]?.at).toEqual([0, 1, 2]);
});
