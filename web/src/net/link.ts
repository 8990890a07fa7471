import type { Offset } from './protocol';

/**
 * The life of one attachment to a terminal, as a pure function from state and event to state.
 *
 * `at` is the offset after the last byte handed to the view: what a new connection resumes from.
 * It is undefined until the first SNAPSHOT, and again when the stream proved wrong and only a
 * SNAPSHOT can help.
 */
export type Link =
  | { readonly is: 'connecting'; readonly at: Offset | undefined; readonly attempt: number }
  | { readonly is: 'live'; readonly at: Offset | undefined; readonly attempt: number }
  | { readonly is: 'waiting'; readonly at: Offset | undefined; readonly attempt: number }
  | { readonly is: 'ended'; readonly reason: EndReason };

/** Why no further try will be made. */
export type EndReason = 'deleted' | 'malformed' | 'not-allowed' | 'no-such-terminal' | 'left';

export type LinkEvent =
  | { readonly type: 'opened' }
  | { readonly type: 'output'; readonly offset: Offset; readonly length: number }
  | { readonly type: 'snapshot'; readonly offset: Offset }
  | { readonly type: 'broken' }
  | { readonly type: 'closed'; readonly code: number; readonly liveMs: number }
  | { readonly type: 'retry' }
  | { readonly type: 'left' };

/** A connection that held this long was a good one: the next loss starts the back-off anew. */
export const STEADY_MS = 10_000;

const ENDING: Readonly<Record<number, EndReason>> = {
  1000: 'deleted',
  4400: 'malformed',
  4403: 'not-allowed',
  4404: 'no-such-terminal',
};

/** Before the first try; it begins at an offset that is known from elsewhere, or with a SNAPSHOT. */
export function start(at?: Offset): Link {
  return { is: 'connecting', at, attempt: 0 };
}

export function next(link: Link, event: LinkEvent): Link {
  if (link.is === 'ended') return link;
  switch (event.type) {
    case 'opened':
      return link.is === 'connecting' ? { ...link, is: 'live' } : link;
    case 'output':
      return link.is === 'live' ? { ...link, at: event.offset + BigInt(event.length) } : link;
    case 'snapshot':
      return link.is === 'live' ? { ...link, at: event.offset } : link;
    case 'broken':
      return { is: 'waiting', at: undefined, attempt: link.attempt };
    case 'closed': {
      if (link.is === 'waiting') return link;
      const reason = ENDING[event.code];
      if (reason) return { is: 'ended', reason };
      const attempt = event.liveMs >= STEADY_MS ? 0 : link.attempt;
      return { is: 'waiting', at: link.at, attempt };
    }
    case 'retry':
      return link.is === 'waiting'
        ? { is: 'connecting', at: link.at, attempt: link.attempt + 1 }
        : link;
    case 'left':
      return { is: 'ended', reason: 'left' };
  }
}

/**
 * How an OUTPUT frame follows what was written before it. The hub promises neither gap nor overlap;
 * a frame that breaks this must not reach the screen as if nothing were wrong.
 */
export function follows(link: Link, offset: Offset): boolean {
  return link.is === 'live' && link.at === offset;
}
