import { expect, test } from 'vitest';
import { durationText } from './command-marks';

test.each([
  [3, '3 ms'],
  [949, '949 ms'],
  [950, '0.9 s'],
  [2500, '2.5 s'],
  [59_940, '59.9 s'],
  [59_960, '1 m 00 s'],
  [65_000, '1 m 05 s'],
  [7_384_000, '2 h 03 m'],
])('%d ms read %s', (ms, text) => {
  expect(durationText(ms)).toBe(text);
});
