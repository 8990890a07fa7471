/**
 * Keys that the page keeps even while a terminal has the focus. The list is short on purpose: every
 * one is a key that no program in a terminal gets, and none that a browser takes first.
 */
export type ShortcutName = 'new' | 'next' | 'previous' | 'list' | 'help';

export interface Shortcut {
  readonly name: ShortcutName;
  readonly keys: readonly string[];
  readonly does: string;
}

export const shortcuts: readonly Shortcut[] = [
  { name: 'new', keys: ['Ctrl', 'Shift', 'Enter'], does: 'New terminal' },
  { name: 'next', keys: ['Ctrl', 'Shift', '↓'], does: 'Next terminal' },
  { name: 'previous', keys: ['Ctrl', 'Shift', '↑'], does: 'Previous terminal' },
  { name: 'list', keys: ['Ctrl', 'Shift', 'L'], does: 'Leave the terminal for the list' },
  { name: 'help', keys: ['Ctrl', 'Shift', '?'], does: 'This help' },
];

/** Keys that the terminal itself keeps from its program. */
export const screenKeys: readonly Omit<Shortcut, 'name'>[] = [
  { keys: ['Ctrl', 'Shift', 'C'], does: 'Copy the selection (⌘ C on a Mac)' },
  { keys: ['Ctrl', 'Shift', 'V'], does: 'Paste (⌘ V on a Mac)' },
  { keys: ['Shift', 'Page Up'], does: 'Scroll back through the output' },
];

export const listKeys: readonly Omit<Shortcut, 'name'>[] = [
  { keys: ['↑', '↓'], does: 'Go through the terminals' },
  { keys: ['Enter'], does: 'Show the terminal' },
  { keys: ['F2'], does: 'Rename it' },
  { keys: ['Delete'], does: 'Close it' },
];

const BY_KEY: Readonly<Record<string, ShortcutName>> = {
  Enter: 'new',
  ArrowDown: 'next',
  ArrowUp: 'previous',
  l: 'list',
  '?': 'help',
};

export function shortcutOf(event: KeyboardEvent): ShortcutName | undefined {
  if (!event.ctrlKey || !event.shiftKey || event.altKey || event.metaKey) return undefined;
  return BY_KEY[event.key.length === 1 ? event.key.toLowerCase() : event.key];
}
