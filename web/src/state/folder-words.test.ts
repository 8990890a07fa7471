import { expect, it } from 'vitest';
import type { GitState, Want } from '../net/folders';
import { branchWords, distinct, metOf, stateWords, wantWords } from './folder-words';

const GIT: GitState = {
  branch: 'main',
  commit: 'abc1234',
  upstream: 'origin/main',
  ahead: 0,
  behind: 0,
  changed: 0,
  untracked: 0,
  conflicts: 0,
};

const NODE: Want = {
  tool: 'node',
  version: '22',
  file: '.nvmrc',
  known: true,
  installed: true,
  installedVersion: '22.1.0',
  met: true,
};

it('says where a repository is', () => {
  expect(branchWords(GIT)).toBe('main');
  expect(branchWords({ ...GIT, branch: '' })).toBe('at abc1234, on no branch');
  expect(branchWords({ ...GIT, branch: '', commit: '' })).toBe('no commit yet');
});

it('says what there is besides the last commit, the worst first', () => {
  expect(stateWords(GIT)).toEqual(['nothing changed']);
  expect(stateWords({ ...GIT, changed: 3, conflicts: 1, behind: 2 })).toEqual([
    '1 to merge',
    '3 changed',
    '2 behind',
  ]);
});

it('says how what is asked for is met', () => {
  expect([metOf(NODE), wantWords(NODE)]).toEqual(['yes', '22.1.0 is here']);
  const old = { ...NODE, installedVersion: '18.0.0', met: false };
  expect([metOf(old), wantWords(old)]).toEqual(['no', 'only 18.0.0 is here']);
  const none = { ...NODE, installed: false, installedVersion: null, met: null };
  expect([metOf(none), wantWords(none)]).toEqual(['missing', 'not installed']);
  const untold = { ...NODE, met: null };
  expect([metOf(untold), wantWords(untold)]).toEqual(['unknown', '22.1.0 is here']);
  // Any version will do where none is named.
  expect(metOf({ ...untold, version: '' })).toBe('yes');
});

it('says each wish once, and nothing vague beside something exact', () => {
  const wants = [
    { ...NODE, version: '', file: 'package.json' },
    NODE,
    { ...NODE, file: '.tool-versions' },
    { ...NODE, version: '20' },
  ];
  expect(distinct(wants).map(({ version, file }) => [version, file])).toEqual([
    ['22', '.nvmrc'],
    ['20', '.nvmrc'],
  ]);
});
