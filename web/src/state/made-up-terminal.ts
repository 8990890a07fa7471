import type { TerminalInfo } from '../net/terminal-info';

/** A terminal made up for tests; of one digit, which is also the second it was opened in. */
export function madeUpTerminal(id: string, changes: Partial<TerminalInfo> = {}): TerminalInfo {
  return {
    id,
    name: `terminal ${id}`,
    command: ['bash'],
    folder: null,
    cwd: '/',
    pid: 1,
    cols: 80,
    rows: 24,
    state: 'running',
    exit: null,
    title: '',
    attention: null,
    call: null,
    viewers: 0,
    createdAt: `2026-01-01T00:00:0${id}Z`,
    tags: [],
    offset: 0,
    ...changes,
  };
}
