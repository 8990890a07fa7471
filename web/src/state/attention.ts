import type { Attention } from '../net/terminal-info';

const KIND_SAYS: Readonly<Record<NonNullable<Attention['kind']>, string>> = {
  permission: 'Asks for permission',
  question: 'Asks a question',
  auth: 'Asks you to sign in',
};

const SOURCE_SAYS: Readonly<Record<Attention['source'], string>> = {
  exit: 'its program has ended',
  program: 'says the program (OSC 7501)',
  progress: 'by the progress it tells (OSC 9;4)',
  title: 'by the mark in its title',
  screen: 'by what it shows',
  command: 'says the shell (OSC 133)',
  foreground: 'by what runs in the foreground',
  output: 'by whether it writes',
};

const STATE_SAYS: Readonly<Record<Attention['state'], string>> = {
  working: 'Working',
  waiting: 'Waits for you',
  idle: 'Idle',
  done: 'Done',
  failed: 'Failed',
};

const OF_SHELL: ReadonlySet<Attention['source']> = new Set(['command', 'foreground', 'output']);

/** Sources that speak of the program itself, as against a shell's commands and mere output. */
export function isOfProgram({ source }: Attention): boolean {
  return !OF_SHELL.has(source);
}

/** The state in a word or two. */
export function attentionSays({ state, kind }: Attention): string {
  return state === 'waiting' && kind ? KIND_SAYS[kind] : STATE_SAYS[state];
}

/** The state with all that there is to say for it. */
export function evidenceOf(attention: Attention): string {
  const { message, progress, source } = attention;
  const what = [attentionSays(attention), progress !== null && `${progress} %`]
    .filter(Boolean)
    .join(', ');
  return `${what}${message && `: ${message}`} – ${SOURCE_SAYS[source]}`;
}
