import type { TerminalInfo } from '../net/terminal-info';

/** A disc while it runs, a ring when it ended well, a square when it did not: a shape besides a colour. */
export function StateMark({ terminal }: { terminal: TerminalInfo }) {
  const { state, exit } = terminal;
  const kind = state === 'running' ? 'running' : exit?.code === 0 ? 'ended' : 'failed';
  const says = { running: 'Running', ended: 'Exited', failed: 'Failed' }[kind];
  return <span class={`state-mark ${kind}`} role="img" aria-label={says} title={says} />;
}
