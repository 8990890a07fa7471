import { expect, it } from 'vitest';
import { NOTHING, markOf, next } from './unread';

it('marks what wants someone first', () => {
  const written = next(NOTHING, 'output');
  expect(markOf(NOTHING)).toBeUndefined();
  expect(markOf(written)).toBe('output');
  expect(markOf(next(written, 'ended'))).toBe('ended');
  expect(markOf(next(next(written, 'ended'), 'bell'))).toBe('bell');
});

it('forgets all of it once it is looked at', () => {
  expect(next(next(NOTHING, 'bell'), 'seen')).toBe(NOTHING);
});

it('says nothing new when more of the same comes', () => {
  const written = next(NOTHING, 'output');
  expect(next(written, 'output')).toBe(written);
});
