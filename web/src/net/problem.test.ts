import { expect, it } from 'vitest';
import { byField, parseProblem, sentence } from './problem';

it('reads problem+json', () => {
  const body = {
    type: 'urn:patchbay:problem:malformed-request',
    title: 'Bad request',
    status: 400,
    detail: 'The body is not valid.',
    errors: [{ pointer: '/cwd', detail: 'does not exist' }],
  };
  expect(parseProblem(400, body)).toEqual({
    status: 400,
    code: 'malformed-request',
    title: 'Bad request',
    detail: 'The body is not valid.',
    errors: [{ pointer: '/cwd', detail: 'does not exist' }],
  });
});

it.each([
  undefined,
  null,
  'Bad gateway',
  7,
  [],
  {},
  { errors: 'none', title: 3 },
  { type: 'about:blank' },
])('makes do with a body that is no problem: %j', (body) => {
  expect(parseProblem(502, body)).toEqual({
    status: 502,
    code: '',
    title: 'The hub answered 502',
    detail: undefined,
    errors: [],
  });
});

it('sorts errors to the fields that they are about', () => {
  const problem = parseProblem(400, {
    errors: [
      { pointer: '/command/0', detail: 'is no program' },
      { pointer: '#/command/1', detail: 'is too long' },
      { pointer: '/cols', detail: 'is too large' },
      { pointer: '', detail: 'is no object' },
      { detail: 'is odd' },
    ],
  });
  expect(byField(problem, ['command', 'cwd'])).toEqual({
    fields: { command: 'is no program' },
    rest: ['is too large', 'is no object', 'is odd'],
  });
});

it('says what happened in a sentence', () => {
  expect(sentence({ kind: 'unreachable' })).toMatch(/does not answer/);
  const problem = parseProblem(429, { title: 'At capacity', detail: 'No more than 50 terminals.' });
  expect(sentence({ kind: 'refused', problem })).toBe('No more than 50 terminals.');
  expect(sentence({ kind: 'refused', problem: { ...problem, detail: undefined } })).toBe(
    'At capacity',
  );
});
