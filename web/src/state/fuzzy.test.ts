import { expect, it } from 'vitest';
import { match } from './fuzzy';

const best = (query: string, ...texts: string[]) =>
  texts
    .map((text) => ({ text, score: match(query, text)?.score ?? -Infinity }))
    .sort((a, b) => b.score - a.score)[0]?.text;

it('finds letters in their order, whatever stands between', () => {
  expect(match('nt', 'New terminal')?.at).toEqual([0, 4]);
  expect(match('tn', 'New terminal')?.at).toEqual([4, 9]);
  expect(match('xyz', 'New terminal')).toBeUndefined();
});

it('finds words in any order', () => {
  expect(match('right split', 'Split: new terminal to the right')).toBeDefined();
});

it('finds everything by nothing', () => {
  expect(match('', 'anything')).toEqual({ score: 0, at: [] });
  expect(match('  ', 'anything')).toEqual({ score: 0, at: [] });
});

it('prefers beginnings of words, and letters that stand together', () => {
  expect(best('sp', 'Next tab stop', 'Split: new terminal')).toBe('Split: new terminal');
  expect(best('log', 'blow thing', 'server log')).toBe('server log');
  expect(best('term', 'the remote machine', 'New terminal')).toBe('New terminal');
});

it('takes the best of several ways to find a word', () => {
  expect(match('set', 'reset Settings')?.at).toEqual([6, 7, 8]);
});

it('takes no notice of upper and lower case', () => {
  expect(match('SETT', 'Settings')?.at).toEqual([0, 1, 2, 3]);
});

it('stays quick on long texts', () => {
  const started = performance.now();
  match('aaaaaaaaaaaaaaaaaaaa', 'a'.repeat(10_000));
  expect(performance.now() - started).toBeLessThan(500);
});
