import { Terminal } from '@xterm/headless';
import { expect, test } from 'vitest';
import { GraphemesAddon } from './graphemes';

async function columns(text: string): Promise<number> {
  const terminal = new Terminal({ cols: 80, rows: 4, allowProposedApi: true });
  new GraphemesAddon().activate(terminal as never);
  await new Promise<void>((done) => terminal.write(text, done));
  return terminal.buffer.active.cursorX;
}

test.each([
  ['a letter', 'a', 1],
  ['a letter and its accent', 'e\u0301', 1],
  ['a Chinese character', '世', 2],
  ['an emoji of Unicode 16', '\u{1FAE9}', 2],
  ['two flags', '🇩🇪🇫🇷', 4],
  ['a family', '👩\u200d👩\u200d👧', 2],
  ['a heart in the style of emoji', '❤\uFE0F', 2],
  ['a word joiner between letters', 'a\u2060b', 2],
  ['a Korean syllable by its parts', '\u1112\u1161\u11AB', 2],
])('measures %s', async (_what, text, expected) => {
  expect(await columns(text)).toBe(expected);
});
