import { expect, it } from 'vitest';
import { next } from './inbox';

const list = [{ id: 'a' }, { id: 'b' }];

it('remembers what was seen of each, and the newer of it', () => {
  const once = next({}, list, [{ id: 'a', attention: '1' }]);
  expect(next(once, list, [{ id: 'a', call: '2' }])).toEqual({ a: { attention: '1', call: '2' } });
  expect(next(once, list, [{ id: 'a', attention: '3' }])).toEqual({ a: { attention: '3' } });
});

it('says nothing new when the same is seen again, or nothing', () => {
  const once = next({}, list, [{ id: 'a', attention: '1' }]);
  expect(next(once, list, [{ id: 'a', attention: '1' }, { id: 'b' }])).toBe(once);
});

it('forgets terminals that are gone', () => {
  const both = { a: { attention: '1' }, gone: { call: '1' } };
  expect(next(both, list, [])).toEqual({ a: { attention: '1' } });
});
