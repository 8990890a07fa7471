import { expect, it } from 'vitest';
import type { ToolCopy } from '../net/tool-info';
import type { RecipeNews } from '../net/tools';
import {
  ago,
  argumentsIn,
  commandLine,
  copyMarks,
  isQuestion,
  originWords,
  ownerWords,
  versionSource,
  versionWords,
  workAfter,
  workWords,
} from './tool-words';

const COPY: ToolCopy = {
  path: '/usr/bin/x',
  realPath: '/usr/bin/x',
  version: '1.0',
  versionState: 'known',
  versionDetail: null,
  versionFrom: null,
  owner: 'apt',
  package: 'x',
  shim: false,
  from: 'login-shell',
  openToAll: false,
  wins: true,
};

it('says who installed a tool', () => {
  expect(ownerWords('brew')).toBe('Homebrew');
  expect(ownerWords('npm')).toBe('npm');
  expect(ownerWords('own-installer')).toBe('own-installer');
  expect(ownerWords(null)).toBe('owner unknown');
});

it('says what stands where a version would', () => {
  expect(versionWords('known', '2.39.5')).toBe('2.39.5');
  expect(versionWords('pending', null)).toBe('asking for its version');
  expect(versionWords('unknown', null)).toBe('version unknown');
  expect(versionWords('not-asked', null)).toBe('not asked');
});

it('says by what a version is known', () => {
  expect(versionSource(COPY)).toBe('As it says itself');
  expect(versionSource({ ...COPY, versionFrom: '/lib/x.json' })).toBe('Written in /lib/x.json');
  expect(versionSource({ ...COPY, versionState: 'pending' })).toBeUndefined();
});

it('marks what is odd about a copy', () => {
  expect(copyMarks(COPY)).toEqual(['this one runs']);
  expect(copyMarks({ ...COPY, wins: false, shim: true, openToAll: true })).toEqual([
    'shim',
    'anybody may replace it',
  ]);
  expect(copyMarks({ ...COPY, wins: false, versionState: 'not-the-tool' })).toEqual([
    'another program',
  ]);
  expect(originWords({ ...COPY, from: 'known-place' })).toBe('not on your PATH');
});

const WORK = { id: 'x', terminal: 't1', recipe: 'npm' };
const TOOL = { version: '2.0' } as Extract<RecipeNews, { is: 'installed' }>['tool'];

it.each([
  [{ is: 'progress', stage: 'running' }, 'running', 'npm is at work in its terminal'],
  [{ is: 'progress', stage: 'looking' }, 'looking', 'Done there; looking what came of it'],
  [{ is: 'installed', tool: TOOL, remark: '' }, 'done', 'Done: 2.0 is here now.'],
  [
    { is: 'installed', tool: { ...TOOL, version: null }, remark: '' },
    'done',
    'Done: it is here now.',
  ],
  [
    { is: 'installed', tool: TOOL, remark: 'It is installed at /x, which is not on your PATH.' },
    'done',
    'It is installed at /x, which is not on your PATH.',
  ],
  [
    { is: 'install-failed', code: 'not-found-on-path', detail: 'why' },
    'failed',
    'Installed, but not found',
  ],
  [
    { is: 'install-failed', code: 'still-the-old-version', detail: 'why' },
    'failed',
    'Still the old version',
  ],
  [{ is: 'install-failed', code: 'recipe-failed', detail: 'why' }, 'failed', 'Failed'],
] as const)('says how an installation stands: %j', (news, is, words) => {
  const work = workAfter({ ...WORK, ...news });
  expect(work).toMatchObject({ is, terminal: 't1', recipe: 'npm' });
  expect(workWords(work)).toBe(words);
});

it('knows which refusals a person may overrule', () => {
  expect(isQuestion('tool-inside-project')).toBe(true);
  expect(isQuestion('folder-outside-roots')).toBe(false);
});

it('shows what a recipe runs', () => {
  expect(commandLine(['npm', 'install', '-g', 'a b'])).toBe("npm install -g 'a b'");
  expect(commandLine(['/bin/bash', '<script>'])).toBe('/bin/bash <script>');
});

it('takes an argument a line, as it is', () => {
  expect(argumentsIn('')).toEqual([]);
  expect(argumentsIn('commit\n-m\nfix: it’s "done" $HOME \n\n')).toEqual([
    'commit',
    '-m',
    'fix: it’s "done" $HOME ',
  ]);
});

it.each([
  [0, 'just now'],
  [7_000, '7 s ago'],
  [60_000, '1 min ago'],
  [3_599_000, '59 min ago'],
  [7_300_000, '2 h ago'],
  [25 * 3_600_000, 'yesterday'],
  [60 * 3_600_000, '2 days ago'],
  [-5_000, 'just now'],
])('says how long %d ms are past', (ms, words) => {
  expect(ago(1_000_000, 1_000_000 + ms)).toBe(words);
});
