import { expect, it } from 'vitest';
import { backOff } from './backoff';

it('doubles from a quarter of a second to ten seconds', () => {
  const waits = [0, 1, 2, 3, 4, 5, 6, 7, 1000].map((attempt) => backOff(attempt, 1));
  expect(waits).toEqual([250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000, 10_000]);
});

it('spreads pages over the upper half of the wait', () => {
  expect(backOff(2, 0)).toBe(500);
  expect(backOff(2, 0.5)).toBe(750);
});
