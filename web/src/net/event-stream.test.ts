import { expect, it } from 'vitest';
import { EventStreamParser } from './event-stream';

const bytes = (text: string) => new TextEncoder().encode(text);

it('takes events apart and leaves out comments and what has no data', () => {
  const parser = new EventStreamParser();
  expect(
    parser.push(
      bytes(
        'retry: 1000\n\n: still here\n\nid: a-1\nevent: terminal.opened\ndata: {"id":"x"}\n\ndata: bare\n\n',
      ),
    ),
  ).toEqual([
    { name: 'terminal.opened', data: '{"id":"x"}' },
    { name: 'message', data: 'bare' },
  ]);
});

it('takes them apart alike wherever they are cut', () => {
  const text = bytes('event: ü.b\r\ndata: {"a":\r\ndata:  1}\r\n\r\nevent: c\rdata:d\r\r');
  const parser = new EventStreamParser();
  const found = [...text].flatMap((byte) => parser.push(new Uint8Array([byte])));
  // The last CR may be half of a CRLF; the next byte tells.
  expect([...found, ...parser.push(bytes(':'))]).toEqual([
    { name: 'ü.b', data: '{"a":\n 1}' },
    { name: 'c', data: 'd' },
  ]);
});

it('gives up on an event without end', () => {
  const parser = new EventStreamParser();
  const piece = bytes('x'.repeat(1024 * 1024));
  expect(() => {
    for (let i = 0; i < 6; i++) parser.push(piece);
  }).toThrow('without end');
});
