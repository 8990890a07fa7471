import { expect, it } from 'vitest';
import { DEFAULTS, clampFontSize, readSettings } from './settings';

it('is as by default where nothing else was chosen', () => {
  expect(readSettings(null)).toEqual(DEFAULTS);
  expect(readSettings('no JSON')).toEqual(DEFAULTS);
  expect(readSettings('[]')).toEqual(DEFAULTS);
});

it('reads what was written', () => {
  const chosen = { ...DEFAULTS, fontSize: 15.5, screenReader: true, keys: { 'tab.next': [] } };
  expect(readSettings(JSON.stringify(chosen))).toEqual(chosen);
});

it('leaves out what makes no sense, and keeps the rest', () => {
  const broken = { fontSize: 'big', scrollback: 7, keys: { a: ['Ctrl+K', 'Hyper+K', 3], b: 1 } };
  expect(readSettings(JSON.stringify({ ...broken, askBeforePaste: 'never' }))).toEqual({
    ...DEFAULTS,
    askBeforePaste: 'never',
    keys: { a: ['Ctrl+K'] },
  });
});

it('keeps letters readable', () => {
  expect(clampFontSize(1)).toBe(8);
  expect(clampFontSize(100)).toBe(32);
  expect(clampFontSize(13.26)).toBe(13.5);
  expect(clampFontSize(Number.NaN)).toBe(13);
});
