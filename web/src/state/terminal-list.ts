import type { TerminalNews } from '../net/hub-events';
import type { TerminalInfo } from '../net/terminal-info';

export type TerminalList = readonly TerminalInfo[];

/** The list after a piece of news; the order stays that of opening, so that nothing jumps. */
export function applyNews(list: TerminalList, { name, id, terminal }: TerminalNews): TerminalList {
  if (name === 'terminal.closed') return list.filter((known) => known.id !== id);
  // What comes late about a terminal that was closed must not bring it back.
  const expected = name === 'terminal.opened' || list.some((known) => known.id === id);
  return terminal && expected ? put(list, terminal) : list;
}

export function put(list: TerminalList, terminal: TerminalInfo): TerminalList {
  if (list.some((known) => known.id === terminal.id)) {
    return list.map((known) => (known.id === terminal.id ? terminal : known));
  }
  return inOrder([...list, terminal]);
}

export function inOrder(list: TerminalList): TerminalList {
  return [...list].sort(
    (a, b) => a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id),
  );
}

/** The terminal `step` places after `id`, around the ends; the first when `id` is none of them. */
export function neighbour(list: TerminalList, id: string | undefined, step: 1 | -1) {
  const index = list.findIndex((terminal) => terminal.id === id);
  if (index < 0) return list[0];
  return list[(index + step + list.length) % list.length];
}
