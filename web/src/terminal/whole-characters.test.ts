import headless from '@xterm/headless';
import { expect, it } from 'vitest';
import { WholeCharacters } from './whole-characters';

const utf8 = (text: string) => new TextEncoder().encode(text);

it.each(['é', '漢', '😀', 'a漢b😀é', 'Ā', '一', '𐀀'])(
  'keeps %s whole wherever it is cut',
  (text) => {
    const bytes = utf8(text);
    for (let cut = 0; cut <= bytes.length; cut++) {
      const whole = new WholeCharacters();
      const pieces = [bytes.subarray(0, cut), bytes.subarray(cut)].map((part) => whole.take(part));
      const decoder = new TextDecoder('utf-8', { fatal: true });
      expect(pieces.map((piece) => decoder.decode(piece)).join('')).toBe(text);
      expect(whole.held).toBe(0);
    }
  },
);

it('holds back nothing but the beginning of a character', () => {
  const whole = new WholeCharacters();
  expect(whole.take(new Uint8Array([0x61, 0xf0, 0x9f, 0x98]))).toEqual(new Uint8Array([0x61]));
  expect(whole.held).toBe(3);
  expect(whole.take(new Uint8Array([0x80]))).toEqual(utf8('😀'));
  expect(whole.held).toBe(0);
});

it('passes on what can become no character', () => {
  const whole = new WholeCharacters();
  for (const bytes of [[0x80, 0x80, 0x80, 0x80], [0xff], [0xf8], [0x61, 0x80]]) {
    expect([...whole.take(Uint8Array.from(bytes))]).toEqual(bytes);
  }
});

it('forgets what it holds when the stream starts over', () => {
  const whole = new WholeCharacters();
  whole.take(new Uint8Array([0xe6]));
  whole.drop();
  expect(whole.take(utf8('a'))).toEqual(utf8('a'));
});

it('shows a character that arrives in two pieces, which xterm.js by itself may lose', async () => {
  const bytes = utf8('—b');
  expect(bytes[1]).toBe(0x80);
  const shown = async (take: (bytes: Uint8Array) => Uint8Array) => {
    const terminal = new headless.Terminal({ allowProposedApi: true });
    for (const part of [bytes.slice(0, 2), bytes.slice(2)]) {
      await new Promise<void>((done) => terminal.write(take(part), done));
    }
    return terminal.buffer.active.getLine(0)?.translateToString(true);
  };
  const whole = new WholeCharacters();
  expect(await shown((part) => whole.take(part))).toBe('—b');
  // Once this fails, xterm.js needs no help any more.
  expect(await shown((part) => part)).not.toBe('—b');
});
