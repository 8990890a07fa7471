import { expect, it } from 'vitest';
import type { Attention } from '../net/terminal-info';
import { exitText, refusal, statusOf } from './status';
import type { Standing } from './status';

const running: Standing = {
  link: 'live',
  endReason: undefined,
  wasLive: true,
  exit: undefined,
  role: 'control',
  sizedElsewhere: false,
  notice: undefined,
};

const asks: Attention = {
  state: 'waiting',
  kind: 'question',
  source: 'program',
  since: '2026-01-01T00:00:00Z',
  message: 'Which?',
  progress: null,
};

it.each<[Partial<Standing>, string, string | undefined]>([
  [{}, 'Running', undefined],
  [{ role: 'view', sizedElsewhere: true }, 'Running, view only', undefined],
  [{ sizedElsewhere: true }, 'Another viewer sets the size.', 'fit'],
  [{ link: 'connecting', wasLive: false }, 'Connecting…', undefined],
  [{ link: 'waiting' }, 'Connection lost. Reconnecting…', 'retry'],
  [{ link: 'connecting' }, 'Connection lost. Reconnecting…', 'retry'],
  [{ exit: { code: 2, signal: null } }, 'Exited with code 2', 'run-again'],
  [{ link: 'ended', endReason: 'deleted' }, 'This terminal was closed.', 'close-tab'],
  [{ link: 'ended', endReason: 'not-allowed' }, 'The hub does not let', 'watch'],
  [{ link: 'ended', endReason: 'malformed' }, 'The hub did not understand', 'reload'],
  [{ link: 'ended', endReason: 'no-such-terminal' }, 'There is no such terminal', 'close-tab'],
  [{ notice: 'Input is full.' }, 'Input is full.', 'dismiss'],
  [{ attention: asks, sizedElsewhere: true }, 'Asks a question: Which? – says', undefined],
  [{ attention: { ...asks, state: 'idle', source: 'command' } }, 'Running', undefined],
  [{ attention: { ...asks, state: 'working' } }, 'Working: Which? – says the program', undefined],
])('with %j says %j and offers %j', (standing, text, action) => {
  const status = statusOf({ ...running, ...standing });
  expect(status.text).toContain(text);
  expect(status.action).toBe(action);
});

it.each([
  [{ code: 0, signal: null }, 'Exited with code 0'],
  [{ code: 143, signal: 'TERM' }, 'Ended by signal TERM'],
  [{ code: null, signal: null }, 'Ended, the reason is not known'],
])('words the exit %j', (exit, text) => {
  expect(exitText(exit)).toBe(text);
});

it('says why typing is not accepted', () => {
  expect(refusal({ ...running, link: 'waiting' })).toMatch(/^Not connected/);
  expect(refusal({ ...running, role: 'view' })).toMatch(/^View only/);
  expect(refusal({ ...running, exit: { code: 0, signal: null } })).toMatch(/has ended/);
});
