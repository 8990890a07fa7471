import { expect, it } from 'vitest';
import { joinWords, splitWords } from './words';

it.each([
  ['', []],
  ['  ', []],
  ['htop', ['htop']],
  ['  vim   a.txt ', ['vim', 'a.txt']],
  [`vim 'my file' "your file"`, ['vim', 'my file', 'your file']],
  [String.raw`vim my\ file`, ['vim', 'my file']],
  [String.raw`echo "a\"b\\c\d"`, ['echo', String.raw`a"b\c\d`]],
  [String.raw`echo 'a\b'`, ['echo', String.raw`a\b`]],
  [`a'b c'd ''`, ['ab cd', '']],
  ['echo $HOME | cat *', ['echo', '$HOME', '|', 'cat', '*']],
])('splits %j', (line, words) => {
  expect(splitWords(line)).toEqual({ ok: true, words });
});

it.each([`'open`, `echo "open`, 'end\\'])('refuses %j', (line) => {
  expect(splitWords(line).ok).toBe(false);
});

it.each([[['vim', 'my file']], [["it's", '', 'a"b', '$x', '\\']], [['/usr/bin/env', '--x=1']]])(
  'joins %j to a line that splits into it again',
  (words) => {
    expect(splitWords(joinWords(words))).toEqual({ ok: true, words });
  },
);

it('quotes only where needed', () => {
  expect(joinWords(['git', 'commit', '-m', 'two words'])).toBe("git commit -m 'two words'");
});
