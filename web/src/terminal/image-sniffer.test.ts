import { expect, it } from 'vitest';
import { ImageSniffer } from './image-sniffer';

const met = (...chunks: string[]) => {
  const sniffer = new ImageSniffer();
  return chunks.map((chunk) => sniffer.meets(new TextEncoder().encode(chunk))).includes(true);
};

it.each([
  ['a sixel image', 'text \x1bPq#0~\x1b\\'],
  ['one with numbers', '\x1bP0;1;0q"1;1'],
  ['an image of iTerm', '\x1b]1337;File=inline=1:aGVsbG8=\x07'],
])('meets %s, also in any two pieces', (_, text) => {
  expect(met(text)).toBe(true);
  for (let cut = 1; cut < text.length; cut++) {
    expect(met(text.slice(0, cut), text.slice(cut))).toBe(true);
  }
});

it.each([
  ['plain text', 'Pq 1337;File='],
  ['colours', '\x1b[31mPq\x1b[0m'],
  ['a query of settings', '\x1bP$qm\x1b\\'],
  ['a query of capabilities', '\x1bP+q544e\x1b\\'],
  ['another command of iTerm', '\x1b]1337;SetMark\x07'],
])('takes no notice of %s', (_, text) => {
  expect(met(text)).toBe(false);
  expect(met(...(text.match(/./gsu) ?? []))).toBe(false);
});
