import { expect, it } from 'vitest';
import { pasteable } from './clipboard';
import { meansToType, readKey } from './keys';

const key = (combination: string) => {
  const parts = combination.split('+');
  return {
    key: parts.at(-1) ?? '',
    ctrlKey: parts.includes('Ctrl'),
    shiftKey: parts.includes('Shift'),
    altKey: parts.includes('Alt'),
    metaKey: parts.includes('Meta'),
  };
};

it.each([
  ['Ctrl+Shift+C', 'copy'],
  ['Ctrl+Shift+V', 'browser'],
  ['Shift+Insert', 'browser'],
  ['Ctrl+Insert', 'copy'],
  ['Meta+c', 'browser'],
  ['Meta+v', 'browser'],
  ['Ctrl+c', 'typed'],
  ['Ctrl+v', 'typed'],
  ['Ctrl+Alt+Shift+c', 'typed'],
  ['a', 'typed'],
  ['PageUp', 'typed'],
  ['Shift+PageUp', 'scroll'],
  ['Shift', 'scroll'],
])('%s with a selection is for: %s', (combination, use) => {
  expect(readKey(key(combination), true)).toBe(use);
});

it('leaves Ctrl+Insert to the program when nothing is selected', () => {
  expect(readKey(key('Ctrl+Insert'), false)).toBe('typed');
});

it('tells typing from other keys', () => {
  expect(['a', 'Enter', 'Backspace'].every((name) => meansToType(key(name)))).toBe(true);
  expect(['Tab', 'Escape', 'F5', 'Ctrl+c', 'Meta+v'].some((name) => meansToType(key(name)))).toBe(
    false,
  );
});

it('takes out of a paste what could end a bracketed paste', () => {
  expect(pasteable('ls\x1b[201~\nrm\t-r\r\n\x9b\x00é 漢 👍')).toBe('ls[201~\nrm\t-r\r\né 漢 👍');
});
