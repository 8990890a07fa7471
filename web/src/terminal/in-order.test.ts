import headless from '@xterm/headless';
import { expect, it } from 'vitest';
import { InOrder } from './in-order';

/** Parses a piece only when told to, as xterm.js does in its own time. */
class LateParser {
  readonly parsed: number[] = [];
  readonly #waiting: (() => void)[] = [];

  write(bytes: Uint8Array, done: () => void): void {
    this.#waiting.push(() => {
      this.parsed.push(...bytes);
      done();
    });
  }

  parseOne(): void {
    this.#waiting.shift()?.();
  }
}

it('passes writes on at once', () => {
  const parser = new LateParser();
  const order = new InOrder(parser);
  order.write(new Uint8Array([1]));
  order.write(new Uint8Array([2]));
  parser.parseOne();
  parser.parseOne();
  expect(parser.parsed).toEqual([1, 2]);
});

it('runs a step after what was written before it and before what is written after it', () => {
  const parser = new LateParser();
  const order = new InOrder(parser);
  const seen: string[] = [];
  order.write(new Uint8Array([1]), () => seen.push('one'));
  order.write(new Uint8Array([2]), () => seen.push('two'));
  order.run(() => seen.push(`resize after ${parser.parsed.join()}`));
  order.write(new Uint8Array([3]), () => seen.push('three'));
  for (let i = 0; i < 3; i++) parser.parseOne();
  expect(seen).toEqual(['one', 'two', 'resize after 1,2', 'three']);
});

it('runs a step at once when nothing is under way', () => {
  let ran = false;
  new InOrder(new LateParser()).run(() => (ran = true));
  expect(ran).toBe(true);
});

it('wraps each line at the width that was in force when it was written', async () => {
  const terminal = new headless.Terminal({ allowProposedApi: true, cols: 10, rows: 4 });
  const order = new InOrder(terminal);
  const text = (line: string) => new TextEncoder().encode(line);
  await new Promise<void>((done) => {
    order.write(text('0123456789AB'));
    order.run(() => {
      terminal.reset();
      terminal.resize(20, 4);
    });
    order.write(text('0123456789AB'), done);
  });
  expect(terminal.buffer.active.getLine(0)?.translateToString(true)).toBe('0123456789AB');
  expect(terminal.buffer.active.getLine(1)?.translateToString(true)).toBe('');
});

it.each(['come', 'failed'])('writes nothing more before what is awaited has %s', async (end) => {
  const parser = new LateParser();
  const order = new InOrder(parser);
  let settle = () => {
    // Set by the promise.
  };
  const awaited = new Promise<void>((resolve, reject) => {
    settle = end === 'come' ? resolve : () => reject(new Error('not there'));
  });
  order.write(new Uint8Array([1]));
  order.wait(awaited);
  order.write(new Uint8Array([2]));
  for (let i = 0; i < 3; i++) parser.parseOne();
  expect(parser.parsed).toEqual([1]);
  settle();
  await awaited.catch(() => undefined);
  for (let i = 0; i < 3; i++) parser.parseOne();
  expect(parser.parsed).toEqual([1, 2]);
});
