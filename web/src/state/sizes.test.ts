import { expect, test } from 'vitest';
import { sizeText } from './sizes';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1024, '1.00 KiB'],
  [20_480, '20.0 KiB'],
  [1_073_741_824, '1.00 GiB'],
  [1_023_999, '1000 KiB'],
])('%d bytes read %s', (bytes, text) => {
  expect(sizeText(bytes)).toBe(text);
});
