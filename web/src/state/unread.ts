/** What happened in a terminal since someone last looked at it. */
export interface Unread {
  readonly output: boolean;
  readonly bell: boolean;
  readonly ended: boolean;
}

export type UnreadEvent = 'output' | 'bell' | 'ended' | 'seen';

export const NOTHING: Unread = { output: false, bell: false, ended: false };

/** The same object when nothing changes: output comes often. */
export function next(unread: Unread, event: UnreadEvent): Unread {
  if (event === 'seen') return NOTHING;
  return unread[event] ? unread : { ...unread, [event]: true };
}

/** The one mark that is shown: what wants someone first. */
export function markOf(unread: Unread): 'bell' | 'ended' | 'output' | undefined {
  if (unread.bell) return 'bell';
  if (unread.ended) return 'ended';
  return unread.output ? 'output' : undefined;
}

export const MARK_SAYS: Readonly<Record<'bell' | 'ended' | 'output', string>> = {
  bell: 'Rang the bell',
  ended: 'Ended while you looked elsewhere',
  output: 'New output',
};
