import type { TerminalInfo } from '../net/terminal-info';
import { evidenceOf } from '../state/attention';

/** Each has a shape besides a colour: disc, target, ring, diamond, tick, square. */
const SAYS = {
  running: 'Running',
  working: 'Working',
  idle: 'Idle',
  waiting: 'Waits for you',
  done: 'Done',
  ended: 'Exited',
  failed: 'Failed',
} as const;

/** How a terminal stands; what that is known from shows under the pointer. */
export function StateMark({ terminal }: { terminal: TerminalInfo }) {
  const { attention } = terminal;
  const kind = kindOf(terminal);
  const title = attention
    ? `${evidenceOf(attention)}, since ${timeOf(attention.since)}`
    : SAYS[kind];
  return <span class={`state-mark ${kind}`} role="img" aria-label={SAYS[kind]} title={title} />;
}

function kindOf({ state, exit, attention }: TerminalInfo): keyof typeof SAYS {
  if (state === 'exited') return exit?.code === 0 ? 'ended' : 'failed';
  // That it is silent is too little to say more than that it runs.
  return attention && attention.source !== 'output' ? attention.state : 'running';
}

function timeOf(since: string): string {
  return new Date(since).toLocaleTimeString();
}
