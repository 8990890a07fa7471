import type { TerminalInfo } from '../net/terminal-info';
import { joinWords } from './words';

const SHELLS: ReadonlySet<string> = new Set(
  'bash zsh sh dash fish ksh tcsh csh nu pwsh xonsh elvish'.split(' '),
);

/**
 * What closing a terminal would end; undefined for a shell that waits at its prompt, and for what
 * has ended. Expects the terminal as the hub tells of it when it is asked for.
 */
export function runningIn({ state, command, foreground }: TerminalInfo): string | undefined {
  if (state === 'exited') return undefined;
  if (foreground) return foreground.command ?? joinWords(command);
  return isInteractiveShell(command) ? undefined : joinWords(command);
}

/** A shell with nothing but options, none of which gives it a command to run. */
function isInteractiveShell([program = '', ...args]: readonly string[]): boolean {
  const name = program.slice(program.lastIndexOf('/') + 1);
  return SHELLS.has(name) && args.every((arg) => /^(--[\w-]+|-[abd-z]+)$/i.test(arg));
}
