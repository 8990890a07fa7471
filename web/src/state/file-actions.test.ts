import { expect, test } from 'vitest';
import { imageName } from './file-actions';

test('names a pasted image by its time and kind', () => {
  const now = new Date(2026, 10, 21, 9, 45, 3);
  expect(imageName('image/png', now)).toBe('pasted-20261121-094503.png');
  expect(imageName('image/jpeg', now)).toBe('pasted-20261121-094503.jpg');
  expect(imageName('image/svg+xml', now)).toBe('pasted-20261121-094503.svg');
});
