import { Terminal } from '@xterm/headless';
import type { Terminal as Screen } from '@xterm/xterm';
import { expect, test } from 'vitest';
import { CommandLog } from './command-log';

function start(options = { cols: 20, rows: 5, scrollback: 10 }) {
  const terminal = new Terminal({ allowProposedApi: true, ...options });
  const heard: string[] = [];
  const log = new CommandLog(terminal as unknown as Screen, {
    started: ({ line }) => heard.push(`started ${line ?? '?'}`),
    ended: ({ line, exit }) => heard.push(`ended ${line ?? '?'} ${exit ?? '?'}`),
  });
  const write = (text: string) => new Promise<void>((done) => terminal.write(text, done));
  return { terminal, log, heard, write };
}

const osc = (text: string) => `\x1b]133;${text}\x07`;
const run = (line: string, output: string, exit = 0, from = 1000, to = 3500) =>
  `${osc('A')}$ ${osc('B')}${line}\r\n${osc(`C;cmdline_url=${encodeURIComponent(line)};t=${from}`)}` +
  `${output}${osc(`D;${exit};t=${to}`)}`;

test('knows where commands and their output are, and how they ended', async () => {
  const { log, heard, write } = start();
  await write(run('make', 'one\r\ntwo\r\n', 2) + run('true', '') + osc('A'));
  expect(heard).toEqual(['started make', 'ended make 2', 'started true', 'ended true 0']);
  const [make, yes] = log.all;
  expect([make?.at.line, make?.output.line, make?.end?.line]).toEqual([0, 1, 3]);
  expect([make?.exit, make?.took, make?.isRunning]).toEqual([2, 2500, false]);
  expect([yes?.at.line, yes?.output.line, yes?.end?.line]).toEqual([3, 4, 4]);
});

test('goes from command to command', async () => {
  const { log, write } = start();
  await write(run('a', 'x\r\n') + run('b', 'y\r\n') + osc('A'));
  const lines = log.all.map(({ line }) => line);
  expect(lines).toEqual(['a', 'b']);
  const b = log.beside(undefined, -1);
  expect(b?.line).toBe('b');
  const a = log.beside(b?.at.line, -1);
  expect(a?.line).toBe('a');
  expect(log.beside(a?.at.line, -1)).toBeUndefined();
  expect(log.beside(a?.at.line, 1)?.line).toBe('b');
  expect(log.beside(b?.at.line, 1)).toBeUndefined();
});

test('follows a prompt that is drawn again', async () => {
  const { log, write } = start();
  await write(`${osc('A')}$ \r\n\r\n${osc('A')}$ ls\r\n${osc('C')}`);
  expect(log.all.map(({ at, line }) => [at.line, line])).toEqual([[2, undefined]]);
});

test('forgets what has scrolled out', async () => {
  const { log, write } = start();
  await write(run('old', '\r\n') + '\r\n'.repeat(30) + run('new', '\r\n'));
  expect(log.all.map(({ line }) => line)).toEqual(['new']);
});

test('keeps its rows when the screen changes its size', async () => {
  const { terminal, log, write } = start();
  await write('a row that is longer than one\r\n' + run('here', 'out\r\n'));
  expect(log.all[0]?.at.line).toBe(2);
  terminal.resize(40, 5);
  expect(log.all[0]?.at.line).toBe(1);
});

test('takes nothing from full-screen programs, nor what makes no sense', async () => {
  const { log, heard, write } = start();
  await write(`\x1b[?1049h${run('inside', '')}\x1b[?1049l${osc('D;1')}${osc('')}`);
  expect(log.all).toEqual([]);
  expect(heard).toEqual([]);
});

test('has few commands of a program that prints marks without end', async () => {
  const { log, write } = start();
  await write((osc('A') + osc('C') + osc('D;0')).repeat(5000));
  expect(log.all.length).toBeLessThanOrEqual(2000);
});

test('tells no time of what it did not see happen', async () => {
  const { log, write } = start();
  log.isLive = false;
  await write(`${osc('A')}${osc('C')}${osc('D;0')}`);
  expect(log.all[0]?.took).toBeUndefined();
  log.isLive = true;
  await write(`${osc('A')}${osc('C')}${osc('D;0')}`);
  expect(log.all[1]?.took).toBeGreaterThanOrEqual(0);
});
