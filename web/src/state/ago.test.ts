import { expect, it } from 'vitest';
import { agoText } from './ago';

it.each([
  [-5, 'now'],
  [9, 'now'],
  [59, '59 s'],
  [60, '1 min'],
  [3599, '59 min'],
  [3600, '1 h'],
  [90_000, '1 d'],
])('tells %d seconds as "%s"', (seconds, text) => {
  expect(agoText(0, seconds * 1000)).toBe(text);
});
