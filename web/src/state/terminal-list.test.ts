import { expect, it } from 'vitest';
import type { TerminalInfo } from '../net/terminal-info';
import { madeUpTerminal } from './made-up-terminal';
import { applyNews, inOrder, neighbour } from './terminal-list';

const ids = (list: readonly TerminalInfo[]) => list.map(({ id }) => id).join('');
const list = [madeUpTerminal('1'), madeUpTerminal('2'), madeUpTerminal('3')];

it('adds what was opened in the order of opening, once', () => {
  const opened = { name: 'terminal.opened', id: '2', terminal: madeUpTerminal('2') } as const;
  const added = applyNews([madeUpTerminal('1'), madeUpTerminal('3')], opened);
  expect(ids(added)).toBe('123');
  expect(ids(applyNews(added, opened))).toBe('123');
});

it('changes what has changed in its place', () => {
  const changed = madeUpTerminal('2', { state: 'exited' });
  const after = applyNews(list, { name: 'terminal.exited', id: '2', terminal: changed });
  expect(ids(after)).toBe('123');
  expect(after[1]).toBe(changed);
});

it('takes out what was closed', () => {
  expect(ids(applyNews(list, { name: 'terminal.closed', id: '2', terminal: undefined }))).toBe(
    '13',
  );
});

it('does not bring back what was closed', () => {
  const late = { name: 'terminal.exited', id: '4', terminal: madeUpTerminal('4') } as const;
  expect(applyNews(list, late)).toBe(list);
});

it('keeps the list when news says nothing', () => {
  expect(applyNews(list, { name: 'terminal.changed', id: '2', terminal: undefined })).toBe(list);
});

it('orders by time of opening', () => {
  expect(ids(inOrder([madeUpTerminal('3'), madeUpTerminal('1'), madeUpTerminal('2')]))).toBe('123');
});

it('steps around the ends', () => {
  expect(neighbour(list, '3', 1)?.id).toBe('1');
  expect(neighbour(list, '1', -1)?.id).toBe('3');
  expect(neighbour(list, undefined, 1)?.id).toBe('1');
  expect(neighbour([], '1', 1)).toBeUndefined();
});
