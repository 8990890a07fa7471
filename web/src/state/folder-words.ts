import type { GitState, Want } from '../net/folders';

/** Where a repository is, for people. */
export function branchWords({ branch, commit }: GitState): string {
  if (branch !== '') return branch;
  return commit === '' ? 'no commit yet' : `at ${commit}, on no branch`;
}

/** What there is besides the last commit; empty where nothing is. */
export function stateWords(git: GitState): readonly string[] {
  const parts: readonly (readonly [number, string])[] = [
    [git.conflicts, 'to merge'],
    [git.changed, 'changed'],
    [git.untracked, 'untracked'],
    [git.ahead, 'ahead'],
    [git.behind, 'behind'],
  ];
  const said = parts.flatMap(([count, what]) => (count > 0 ? [`${count} ${what}`] : []));
  return said.length === 0 ? ['nothing changed'] : said;
}

/** How what a folder asks for is met. */
export type Met = 'yes' | 'no' | 'missing' | 'unknown';

export function metOf({ installed, version, met }: Want): Met {
  if (!installed) return 'missing';
  if (version === '') return 'yes';
  if (met === null) return 'unknown';
  return met ? 'yes' : 'no';
}

/** One of each tool and version: several files of a project may ask for the same. */
export function distinct(wants: readonly Want[]): readonly Want[] {
  const seen = new Set<string>();
  return wants.filter(({ tool, version }) => {
    // A file that names no version says nothing besides one that does.
    const told =
      version === '' && wants.some((other) => other.tool === tool && other.version !== '');
    const key = `${tool} ${version}`;
    if (told || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

export function wantWords(want: Want): string {
  const { installedVersion } = want;
  switch (metOf(want)) {
    case 'missing':
      return 'not installed';
    case 'no':
      return `only ${installedVersion ?? 'another'} is here`;
    case 'yes':
    case 'unknown':
      return installedVersion === null ? 'is here' : `${installedVersion} is here`;
  }
}
