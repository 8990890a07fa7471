import { expect, it } from 'vitest';
import { specialKey, withHeld } from './typing';

const none = { ctrl: false, alt: false };
const ctrl = { ctrl: true, alt: false };
const alt = { ctrl: false, alt: true };

it.each([
  ['c', '\x03'],
  ['C', '\x03'],
  [' ', '\0'],
  ['[', '\x1b'],
  ['?', '\x7f'],
  ['1', '1'],
  ['é', 'é'],
])('makes a control character of %s', (char, expected) => {
  expect(withHeld(char, ctrl)).toBe(expected);
});

it('puts Escape before what Alt is held for', () => {
  expect(withHeld('b', alt)).toBe('\x1bb');
  expect(withHeld('c', { ctrl: true, alt: true })).toBe('\x1b\x03');
});

it('leaves alone what is more than one character', () => {
  expect(withHeld('\x1b[A', ctrl)).toBe('\x1b[A');
  expect(withHeld('paste', ctrl)).toBe('paste');
});

it('gives arrows as the program wants them', () => {
  expect(specialKey('up', none, false)).toBe('\x1b[A');
  expect(specialKey('up', none, true)).toBe('\x1bOA');
  expect(specialKey('left', ctrl, true)).toBe('\x1b[1;5D');
  expect(specialKey('right', alt, false)).toBe('\x1b[1;3C');
});
