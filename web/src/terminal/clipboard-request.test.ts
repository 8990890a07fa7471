import { expect, test } from 'vitest';
import { MOST_BYTES, readClipboardRequest } from './clipboard-request';

test('reads the text to be written, whichever clipboard is meant', () => {
  expect(readClipboardRequest(`c;${btoa('hello')}`)).toEqual({ is: 'write', text: 'hello' });
  expect(readClipboardRequest(';w7w=')).toEqual({ is: 'write', text: 'ü' });
});

test.each(['c;?', '?', 'c;', '', 'c;!!!', 'c;gA==', 'zz;aGk=', '52'])('passes over %j', (data) => {
  expect(readClipboardRequest(data)).toEqual({ is: 'nothing' });
});

test('takes a mebibyte and no byte more', () => {
  const most = readClipboardRequest(`c;${btoa('x'.repeat(MOST_BYTES))}`);
  expect(most.is).toBe('write');
  const more = readClipboardRequest(`c;${btoa('x'.repeat(MOST_BYTES + 1))}`);
  expect(more).toEqual({ is: 'too-large', bytes: MOST_BYTES + 1 });
  expect(readClipboardRequest(`c;${'A'.repeat(4 * MOST_BYTES)}`).is).toBe('too-large');
});
