import { h, options } from 'preact';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { shownText } from '../state/shown-text';
import { markHiddenText } from './mark-hidden-text';

const before = options.vnode?.bind(options);

beforeEach(markHiddenText);
afterEach(() => {
  if (before) options.vnode = before;
  else delete options.vnode;
});

test('marks what turns text around, hides or ends lines', () => {
  expect(shownText('a\u202egpj.exe')).toBe('a\ufffdgpj.exe');
  expect(shownText('\u001b[2J\u009b\u2066\u200b\u2028\u2029\ufeff\u007f')).toBe(
    '\ufffd[2J' + '\ufffd'.repeat(7),
  );
});

test('leaves text alone in every script', () => {
  const text = 'ünïcode 日本 שלום 👩‍👩‍👧 می‌خواهم\n\tindented';
  expect(shownText(text)).toBe(text);
});

test('holds for the text and the labels of every element', () => {
  const row = h('li', { title: 'x\u202ey' }, 'a\u202eb', [' ', 'c\u2066'], h('b', null, '\u200bd'));
  expect(row.props.title).toBe('x\ufffdy');
  const children = row.props.children as unknown[];
  expect(children.slice(0, 2)).toEqual(['a\ufffdb', [' ', 'c\ufffd']]);
  expect((children[2] as { props: unknown }).props).toMatchObject({ children: '\ufffdd' });
});

test('leaves what is edited as it is', () => {
  const field = h('input', { value: 'a\u202eb', defaultValue: 'a\u202eb' });
  expect(field.props).toMatchObject({ value: 'a\u202eb', defaultValue: 'a\u202eb' });
});
