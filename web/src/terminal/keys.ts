/** Whom a key pressed in a terminal is for. */
export type KeyUse = 'copy' | 'browser' | 'scroll' | 'typed';

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'>;

const MODIFIERS = ['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'Dead'];
const SCROLLING = ['PageUp', 'PageDown', 'Home', 'End'];

/**
 * Copy and paste as on the desktop: Ctrl+Shift+C and V, Ctrl and Shift with Insert, and on a Mac
 * the Command key, which never reaches a program. Ctrl+C stays the interrupt.
 */
export function readKey(key: Key, hasSelection: boolean): KeyUse {
  const letter = key.key.toLowerCase();
  // Without a selection Ctrl+Shift+C must not open the browser's tools either.
  if (key.ctrlKey && key.shiftKey && !key.altKey && letter === 'c') return 'copy';
  if (key.ctrlKey && !key.shiftKey && key.key === 'Insert' && hasSelection) return 'copy';
  // The browser turns these into a paste event, which needs no permission.
  if (key.ctrlKey && key.shiftKey && !key.altKey && letter === 'v') return 'browser';
  if (key.shiftKey && !key.ctrlKey && key.key === 'Insert') return 'browser';
  if (key.metaKey) return 'browser';
  if (key.shiftKey && !key.ctrlKey && SCROLLING.includes(key.key)) return 'scroll';
  return MODIFIERS.includes(key.key) ? 'scroll' : 'typed';
}

/** Whether someone who presses this expects it to arrive: what a refusal answers aloud. */
export function meansToType(key: Key): boolean {
  if (key.ctrlKey || key.metaKey) return false;
  return key.key.length === 1 || key.key === 'Enter' || key.key === 'Backspace';
}
