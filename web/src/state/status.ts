import type { EndReason, Link } from '../net/link';
import type { Exit } from '../net/protocol';
import type { Role } from '../net/socket';
import type { Attention } from '../net/terminal-info';
import { evidenceOf, isOfProgram } from './attention';

/** What there is to know about a terminal that a person looks at. */
export interface Standing {
  readonly link: Link['is'];
  readonly endReason: EndReason | undefined;
  readonly wasLive: boolean;
  readonly exit: Exit | undefined;
  readonly role: Role;
  readonly sizedElsewhere: boolean;
  readonly notice: string | undefined;
  readonly attention?: Attention | null | undefined;
}

export interface Status {
  readonly tone: 'quiet' | 'good' | 'warning' | 'bad';
  readonly text: string;
  /** The one thing that helps, where there is one. */
  readonly action?: 'retry' | 'reload' | 'run-again' | 'fit' | 'close-tab' | 'watch' | 'dismiss';
}

const ENDED: Readonly<Record<EndReason, Status>> = {
  deleted: { tone: 'quiet', text: 'This terminal was closed.', action: 'close-tab' },
  'no-such-terminal': {
    tone: 'warning',
    text: 'There is no such terminal any more.',
    action: 'close-tab',
  },
  'not-allowed': {
    tone: 'warning',
    text: 'The hub does not let this page control the terminal.',
    action: 'watch',
  },
  malformed: {
    tone: 'bad',
    text: 'The hub did not understand this page. It may be older than the hub: reload it.',
    action: 'reload',
  },
  left: { tone: 'quiet', text: '' },
};

/** The one line under a terminal: what matters most of all that is true. */
export function statusOf(standing: Standing): Status {
  const { link, endReason, exit, role } = standing;
  if (endReason) return ENDED[endReason];
  if (link !== 'live') {
    return standing.wasLive
      ? { tone: 'warning', text: 'Connection lost. Reconnecting…', action: 'retry' }
      : { tone: 'quiet', text: 'Connecting…' };
  }
  if (exit) return { ...exitStatus(exit), action: 'run-again' };
  if (standing.notice) return { tone: 'warning', text: standing.notice, action: 'dismiss' };
  const { attention } = standing;
  if (attention?.state === 'waiting') return { tone: 'warning', text: evidenceOf(attention) };
  if (standing.sizedElsewhere && role === 'control') {
    return { tone: 'quiet', text: 'Another viewer sets the size.', action: 'fit' };
  }
  if (attention && isOfProgram(attention)) {
    return { tone: attention.state === 'failed' ? 'bad' : 'good', text: evidenceOf(attention) };
  }
  const tone = standing.sizedElsewhere ? 'quiet' : 'good';
  return { tone, text: role === 'view' ? 'Running, view only' : 'Running' };
}

/** Why typing is not accepted. */
export function refusal({ link, role, exit, endReason }: Standing): string {
  if (endReason || link !== 'live') return 'Not connected: what you type is not sent.';
  if (role === 'view') return 'View only: what you type is not sent.';
  return exit ? 'The program has ended: nothing reads what you type.' : 'Not sent.';
}

/** How a program ended, in words. */
export function exitText({ code, signal }: Exit): string {
  if (signal) return `Ended by signal ${signal}`;
  return code === null ? 'Ended, the reason is not known' : `Exited with code ${code}`;
}

function exitStatus(exit: Exit): Status {
  return { tone: exit.code === 0 && !exit.signal ? 'quiet' : 'bad', text: exitText(exit) };
}
