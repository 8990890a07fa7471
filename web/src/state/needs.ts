import type { Attention, Call, TerminalInfo } from '../net/terminal-info';
import { attentionSays } from './attention';
import { exitText } from './status';

/** What was last seen of a terminal: when it came to stand so, and when it called. */
export interface Seen {
  readonly attention?: string | undefined;
  readonly call?: string | undefined;
}

/** Why a terminal wants someone. */
export interface Need {
  readonly id: string;
  readonly name: string;
  readonly why: 'waiting' | 'called' | 'failed' | 'done';
  /** In words, without its name. */
  readonly says: string;
  /** What the program said itself, if anything. */
  readonly detail: string;
  readonly since: string;
  /** Nobody has looked at it since, in this browser. */
  readonly isNews: boolean;
}

/** What comes first in the list. */
const ORDER: readonly Need['why'][] = ['waiting', 'called', 'failed', 'done'];

/** What a terminal wants, if it wants someone: a question stays until it is answered, news until seen. */
export function needOf(terminal: TerminalInfo, seen: Seen = {}): Need | undefined {
  const { id, name, attention, call } = terminal;
  const isNews = attention !== null && attention.since !== seen.attention;
  if (attention?.state === 'waiting') {
    const { since, message: detail } = attention;
    return { id, name, why: 'waiting', says: attentionSays(attention), detail, since, isNews };
  }
  if (call && call.since !== seen.call) {
    const { since, message: detail } = call;
    return { id, name, why: 'called', says: callSays(call), detail, since, isNews: true };
  }
  if (!isNews || (attention.state !== 'done' && attention.state !== 'failed')) return undefined;
  const { state: why, since } = attention;
  const ended = why === 'failed' && terminal.exit ? exitText(terminal.exit) : '';
  return {
    id,
    name,
    why,
    says: endSays(attention),
    detail: attention.message === '' ? ended : attention.message,
    since,
    isNews,
  };
}

/** All of them: questions first, and of a kind those that have waited longest. */
export function needsOf(
  list: readonly TerminalInfo[],
  seenOf: (id: string) => Seen | undefined,
): readonly Need[] {
  return list
    .flatMap((terminal) => needOf(terminal, seenOf(terminal.id)) ?? [])
    .sort(
      (a, b) =>
        ORDER.indexOf(a.why) - ORDER.indexOf(b.why) || Date.parse(a.since) - Date.parse(b.since),
    );
}

function callSays({ source }: Call): string {
  return source === 'bell' ? 'Rang the bell' : 'Sent a notification';
}

function endSays({ state, source }: Attention): string {
  if (source === 'exit') {
    return `${state === 'done' ? 'Ended' : 'Failed'} while you looked elsewhere`;
  }
  if (source === 'command') return state === 'done' ? 'A command has ended' : 'A command failed';
  return state === 'done' ? 'Has done its work' : 'Says that something went wrong';
}
