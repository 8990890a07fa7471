import { expect, it } from 'vitest';
import { isTyping, keyCaps, matches, parseKeys, pressed, writeKeys } from './key-combination';
import type { PressedKey } from './key-combination';

const press = (key: string, held = '', code = ''): PressedKey => ({
  key,
  code,
  ctrlKey: held.includes('c'),
  altKey: held.includes('a'),
  shiftKey: held.includes('s'),
  metaKey: held.includes('m'),
});
const hits = (keys: string, event: PressedKey) => {
  const combination = parseKeys(keys);
  return combination !== undefined && matches(combination, event);
};

it.each(['Ctrl+Shift+E', 'Ctrl+`', 'Meta+K', 'Alt+Shift+ArrowLeft', 'Ctrl++', 'F2'])(
  'reads and writes %s',
  (keys) => {
    const combination = parseKeys(keys);
    expect(combination && writeKeys(combination)).toBe(keys);
  },
);

it.each(['', 'Hyper+K', 'Ctrl+'])('makes nothing of "%s"', (keys) => {
  expect(parseKeys(keys)).toBeUndefined();
});

it('is hit by its keys and modifiers, and by no others', () => {
  expect(hits('Ctrl+Shift+E', press('E', 'cs'))).toBe(true);
  expect(hits('Ctrl+Shift+E', press('e', 'cs'))).toBe(true);
  expect(hits('Ctrl+Shift+E', press('e', 'c'))).toBe(false);
  expect(hits('Ctrl+Shift+E', press('E', 'csa'))).toBe(false);
  expect(hits('Ctrl+K', press('k', 'c'))).toBe(true);
  expect(hits('Ctrl+K', press('k', 'm'))).toBe(false);
});

it('knows a key by its place where the layout makes it a dead one', () => {
  expect(hits('Ctrl+`', press('Dead', 'c', 'Backquote'))).toBe(true);
  expect(pressed(press('Dead', 'c', 'Backquote'))?.key).toBe('`');
});

it('waits for more than modifiers', () => {
  expect(pressed(press('Control', 'c'))).toBeUndefined();
  const combination = pressed(press('e', 'cs'));
  expect(combination && writeKeys(combination)).toBe('Ctrl+Shift+E');
});

it('tells what is needed for typing', () => {
  const typed = (keys: string) => {
    const combination = parseKeys(keys);
    return combination !== undefined && isTyping(combination);
  };
  expect(typed('A')).toBe(true);
  expect(typed('Shift+A')).toBe(true);
  expect(typed('Enter')).toBe(true);
  expect(typed('Ctrl+A')).toBe(false);
  expect(typed('F2')).toBe(false);
});

it('shows keys as they are printed', () => {
  expect(keyCaps('Ctrl+Shift+ArrowDown')).toEqual(['Ctrl', 'Shift', '↓']);
  expect(keyCaps('Meta+K')).toEqual(['⌘', 'K']);
});
