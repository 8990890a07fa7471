import { expect, it } from 'vitest';
import { used, weightOf } from './usage';
import type { Usage } from './usage';

const DAY = 24 * 60 * 60 * 1000;

it('counts newer uses more', () => {
  const once = used({}, 'a', 0);
  expect(weightOf(once, 'a', 0)).toBe(1);
  expect(weightOf(once, 'a', 5 * DAY)).toBeCloseTo(0.5);
  expect(weightOf(used(once, 'a', 5 * DAY), 'a', 5 * DAY)).toBeCloseTo(1.5);
  expect(weightOf(once, 'never', 0)).toBe(0);
});

it('forgets what is used least when there is too much', () => {
  let usage: Usage = {};
  for (let i = 0; i < 300; i++) usage = used(usage, `once ${i}`, i);
  usage = used(used(usage, 'often', 300), 'often', 301);
  expect(Object.keys(usage).length).toBe(200);
  expect(weightOf(usage, 'often', 301)).toBeGreaterThan(1);
  expect(usage['once 0']).toBeUndefined();
});
