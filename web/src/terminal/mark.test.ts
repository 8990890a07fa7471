import { expect, test } from 'vitest';
import { readMark } from './mark';

test('reads prompts, commands and how they ended', () => {
  expect(readMark('A')).toEqual({ is: 'prompt' });
  expect(readMark('A;redraw=0')).toEqual({ is: 'prompt' });
  expect(readMark('C;cmdline_url=echo%20%C3%BC;t=1000')).toEqual({
    is: 'output',
    line: 'echo ü',
    time: 1000,
  });
  expect(readMark('D;2;t=5')).toEqual({ is: 'end', exit: 2, time: 5 });
  expect(readMark('D')).toEqual({ is: 'end', exit: undefined, time: undefined });
});

test.each(['', 'B', 'X', 'A;k=s', 'P;k=i'])('passes over %j', (data) => {
  expect(readMark(data)).toBeUndefined();
});

test('leaves out what makes no sense', () => {
  expect(readMark('C;cmdline_url=%ff')).toEqual({ is: 'output', line: undefined, time: undefined });
  expect(readMark(`C;cmdline_url=${'x'.repeat(3000)}`)).toMatchObject({ line: undefined });
  expect(readMark('D;-1;t=1e9')).toEqual({ is: 'end', exit: undefined, time: undefined });
});
