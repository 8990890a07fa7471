import { describe, expect, it } from 'vitest';
import type { Attention } from '../net/terminal-info';
import { evidenceOf } from './attention';
import { madeUpTerminal } from './made-up-terminal';
import { needOf, needsOf } from './needs';

const attention = (changes: Partial<Attention> = {}): Attention => ({
  state: 'waiting',
  kind: null,
  source: 'program',
  since: '2026-01-01T00:00:00Z',
  message: '',
  progress: null,
  ...changes,
});
const bell = { source: 'bell', since: '2026-01-01T00:00:01Z', message: '' } as const;

describe('a terminal', () => {
  it('needs nobody while it works, is idle, or says nothing', () => {
    expect(needOf(madeUpTerminal('1'))).toBeUndefined();
    for (const state of ['working', 'idle'] as const) {
      expect(needOf(madeUpTerminal('1', { attention: attention({ state }) }))).toBeUndefined();
    }
  });

  it('needs someone until it is answered, when it waits', () => {
    const asks = madeUpTerminal('1', {
      attention: attention({ kind: 'permission', message: 'Deploy?' }),
    });
    const need = needOf(asks);
    expect(need).toMatchObject({
      why: 'waiting',
      says: 'Asks for permission',
      detail: 'Deploy?',
      isNews: true,
    });
    expect(needOf(asks, { attention: '2026-01-01T00:00:00Z' })).toEqual({ ...need, isNews: false });
  });

  it.each(['done', 'failed'] as const)('needs someone until it is looked at, when %s', (state) => {
    const ended = madeUpTerminal('1', { attention: attention({ state }) });
    expect(needOf(ended)?.why).toBe(state);
    expect(needOf(ended, { attention: attention().since })).toBeUndefined();
    expect(needOf(ended, { attention: 'earlier' })?.why).toBe(state);
  });

  it('needs someone when it rings, also one that was seen to be done', () => {
    const rings = madeUpTerminal('1', { attention: attention({ state: 'done' }), call: bell });
    expect(needOf(rings, { attention: attention().since })?.says).toBe('Rang the bell');
    expect(needOf(rings, { attention: attention().since, call: bell.since })).toBeUndefined();
  });

  it('says how its program ended', () => {
    const exit = { code: 3, signal: null };
    const ended = attention({ state: 'failed', source: 'exit' });
    expect(needOf(madeUpTerminal('1', { exit, attention: ended }))?.detail).toBe(
      'Exited with code 3',
    );
  });
});

it('puts questions first, and of a kind what has waited longest', () => {
  const list = [
    madeUpTerminal('done', { attention: attention({ state: 'done' }) }),
    madeUpTerminal('rang', { call: bell }),
    madeUpTerminal('asks late', { attention: attention({ since: '2026-01-01T00:01:00Z' }) }),
    madeUpTerminal('quiet'),
    madeUpTerminal('asks', { attention: attention() }),
  ];
  expect(needsOf(list, () => undefined).map(({ id }) => id)).toEqual([
    'asks',
    'asks late',
    'rang',
    'done',
  ]);
});

it('says what a state is known from', () => {
  expect(evidenceOf(attention({ state: 'working', source: 'progress', progress: 40 }))).toBe(
    'Working, 40 % – by the progress it tells (OSC 9;4)',
  );
  expect(evidenceOf(attention({ state: 'working', source: 'foreground', message: 'mvn' }))).toBe(
    'Working: mvn – by what runs in the foreground',
  );
  expect(evidenceOf(attention({ message: 'Deploy?' }))).toBe(
    'Waits for you: Deploy? – says the program (OSC 7501)',
  );
});
