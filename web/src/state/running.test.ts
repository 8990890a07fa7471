import { expect, test } from 'vitest';
import type { Foreground, TerminalInfo } from '../net/terminal-info';
import { runningIn } from './running';

function running(command: readonly string[], foreground?: Foreground): string | undefined {
  const terminal = { state: 'running', command, ...(foreground && { foreground }) };
  return runningIn(terminal as unknown as TerminalInfo);
}

test('nothing runs in a shell that has the keys itself', () => {
  expect(running(['/bin/bash', '-l'])).toBeUndefined();
  expect(running(['zsh', '--no-rcs', '-i'])).toBeUndefined();
});

test('a job of the shell runs, also one that nobody knows the name of', () => {
  expect(running(['bash'], { pid: 7, command: 'vim' })).toBe('vim');
  expect(running(['bash', '-l'], { pid: 7, command: null })).toBe('bash -l');
  expect(running(['bash', '-l'], { pid: null, command: null })).toBe('bash -l');
});

test('every other program runs while it lives', () => {
  expect(running(['vim', 'notes.md'])).toBe('vim notes.md');
  expect(running(['sh', '-c', 'make'])).toBe('sh -c make');
  expect(running(['bash', '-lc', 'make'])).toBe('bash -lc make');
  expect(running(['bash', 'deploy.sh'])).toBe('bash deploy.sh');
});
