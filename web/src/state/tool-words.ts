import type { RecipeNews } from '../net/tools';
import type { Fault, ToolCopy, ToolUpdate, VersionState } from '../net/tool-info';

import { joinWords } from './words';

/** Installers as people know them; one of a person's own goes by its id. */
const INSTALLERS: Readonly<Record<string, string>> = {
  apt: 'APT',
  bun: 'Bun',
  brew: 'Homebrew',
  cargo: 'Cargo',
  conda: 'Conda',
  deno: 'Deno',
  flatpak: 'Flatpak',
  'gcloud-sdk': 'Google Cloud SDK',
  go: 'go install',
  nix: 'Nix',
  script: 'install script',
  sdkman: 'SDKMAN!',
  self: 'the tool itself',
  snap: 'Snap',
  volta: 'Volta',
  yarn: 'Yarn',
};

export function installerName(id: string): string {
  return INSTALLERS[id] ?? id;
}

export function ownerWords(owner: string | null): string {
  return owner === null ? 'owner unknown' : installerName(owner);
}

export function originWords({ from }: ToolCopy): string {
  switch (from) {
    case 'login-shell':
      return 'on your PATH';
    case 'hub':
      return 'on the hub’s PATH';
    case 'known-place':
      return 'not on your PATH';
  }
}

/** What stands where a version would, for people. */
export function versionWords(state: VersionState | null, version: string | null): string {
  switch (state) {
    case 'known':
      return version ?? '';
    case 'pending':
      return 'asking for its version';
    case 'not-asked':
      return 'not asked';
    case 'not-the-tool':
      return 'another program';
    case 'unknown':
    case null:
      return 'version unknown';
  }
}

/** By what a version is known; undefined where none is. */
export function versionSource({ versionState, versionFrom }: ToolCopy): string | undefined {
  if (versionState !== 'known') return undefined;
  return versionFrom === null ? 'As it says itself' : `Written in ${versionFrom}`;
}

export function updateWords({ latest, installer }: ToolUpdate): string {
  return `${latest} is out, says ${installerName(installer)}`;
}

/** The one word that matters first about a copy that does not win, or that is odd. */
export function copyMarks(copy: ToolCopy): readonly string[] {
  return [
    ...(copy.wins ? ['this one runs'] : []),
    ...(copy.shim ? ['shim'] : []),
    ...(copy.openToAll ? ['anybody may replace it'] : []),
    ...(copy.versionState === 'not-the-tool' ? ['another program'] : []),
  ];
}

export function faultWords({ file, line, reason }: Fault): string {
  return `${file}, line ${line}: ${reason}`;
}

/** How an installation or an update stands. */
export type Work =
  | { readonly is: 'running'; readonly terminal: string; readonly recipe: string }
  | { readonly is: 'looking'; readonly terminal: string; readonly recipe: string }
  | {
      readonly is: 'done';
      readonly terminal: string;
      readonly recipe: string;
      readonly says: string;
    }
  | {
      readonly is: 'failed';
      readonly terminal: string;
      readonly recipe: string;
      readonly says: string;
      readonly detail: string;
    };

/** How it stands after a piece of news. */
export function workAfter(news: RecipeNews): Work {
  const { terminal, recipe } = news;
  switch (news.is) {
    case 'progress':
      return { is: news.stage === 'looking' ? 'looking' : 'running', terminal, recipe };
    case 'installed': {
      const says = news.remark || `Done: ${news.tool.version ?? 'it'} is here now.`;
      return { is: 'done', terminal, recipe, says };
    }
    case 'install-failed':
      return { is: 'failed', terminal, recipe, says: failureWords(news.code), detail: news.detail };
  }
}

function failureWords(code: string): string {
  switch (code) {
    case 'not-found-on-path':
      return 'Installed, but not found';
    case 'still-the-old-version':
      return 'Still the old version';
    default:
      return 'Failed';
  }
}

export function workWords(work: Work): string {
  switch (work.is) {
    case 'running':
      return `${installerName(work.recipe)} is at work in its terminal`;
    case 'looking':
      return 'Done there; looking what came of it';
    case 'done':
    case 'failed':
      return work.says;
  }
}

/** Kinds of refusal that a person may overrule, once they know the reason. */
const QUESTIONS: readonly string[] = ['tool-inside-project', 'tool-open-to-all'];

export function isQuestion(code: string): boolean {
  return QUESTIONS.includes(code);
}

/** A recipe's command as a line; the file of a script has no name before it is downloaded. */
export function commandLine(argv: readonly string[]): string {
  return argv.map((word) => (word === SCRIPT ? word : joinWords([word]))).join(' ');
}

const SCRIPT = '<script>';

/** One argument a line, as it is: nothing is split at blanks, and lines with nothing on them are none. */
export function argumentsIn(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}

const STEPS = [
  [60, 's'],
  [60, 'min'],
  [24, 'h'],
] as const;

/** How long something is past, in the largest unit that fits. */
export function ago(sinceMs: number, nowMs: number): string {
  let value = Math.max(0, Math.round((nowMs - sinceMs) / 1000));
  if (value < 5) return 'just now';
  for (const [size, unit] of STEPS) {
    if (value < size) return `${value} ${unit} ago`;
    value = Math.floor(value / size);
  }
  return value === 1 ? 'yesterday' : `${value} days ago`;
}
