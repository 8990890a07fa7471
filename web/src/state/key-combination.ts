/** A key with its modifiers, as `Ctrl+Shift+E`. */
export interface KeyCombination {
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  readonly meta: boolean;
  /** As `KeyboardEvent.key` has it; letters are upper case. */
  readonly key: string;
}

export type PressedKey = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'
>;

const MODIFIERS: Readonly<Record<string, keyof Omit<KeyCombination, 'key'>>> = {
  ctrl: 'ctrl',
  alt: 'alt',
  shift: 'shift',
  meta: 'meta',
};

/** Keys that are modifiers themselves, and halves of characters: not yet a combination. */
const UNFINISHED = ['Control', 'Alt', 'Shift', 'Meta', 'AltGraph', 'CapsLock', 'Dead', 'Process'];

/** What a key is on a keyboard whose layout makes something else of it: Ctrl+` is a dead key on many. */
const BY_CODE: Readonly<Record<string, string>> = { Backquote: '`', Comma: ',', Slash: '/' };

/** Undefined when the text names no combination. */
export function parseKeys(text: string): KeyCombination | undefined {
  // The last plus may be the key itself: `Ctrl++`.
  const parts = text.split(/\+(?!$)/);
  const key = parts.pop();
  if (!key || (key.length > 1 && key.includes('+'))) return undefined;
  const found = { ctrl: false, alt: false, shift: false, meta: false };
  for (const part of parts) {
    const modifier = MODIFIERS[part.toLowerCase()];
    if (!modifier) return undefined;
    found[modifier] = true;
  }
  return { ...found, key: key.length === 1 ? key.toUpperCase() : key };
}

export function writeKeys({ ctrl, alt, shift, meta, key }: KeyCombination): string {
  return [ctrl && 'Ctrl', alt && 'Alt', shift && 'Shift', meta && 'Meta', key]
    .filter(Boolean)
    .join('+');
}

/** The combination that was pressed; undefined while only modifiers are. */
export function pressed(event: PressedKey): KeyCombination | undefined {
  if (UNFINISHED.includes(event.key) && !(event.key === 'Dead' && BY_CODE[event.code])) {
    return undefined;
  }
  return {
    ctrl: event.ctrlKey,
    alt: event.altKey,
    shift: event.shiftKey,
    meta: event.metaKey,
    key: event.key === 'Dead' ? (BY_CODE[event.code] ?? event.key) : keyOf(event),
  };
}

export function matches(combination: KeyCombination, event: PressedKey): boolean {
  const { ctrl, alt, shift, meta, key } = combination;
  if (ctrl !== event.ctrlKey || alt !== event.altKey) return false;
  if (shift !== event.shiftKey || meta !== event.metaKey) return false;
  return key === keyOf(event) || key === BY_CODE[event.code];
}

/** Whether a program in a terminal would miss it, or a person could not type any more. */
export function isTyping({ ctrl, alt, meta, key }: KeyCombination): boolean {
  return !ctrl && !alt && !meta && (key.length === 1 || key === 'Enter' || key === 'Tab');
}

/** The combination in pieces, as shown on keys. */
export function keyCaps(text: string): readonly string[] {
  const combination = parseKeys(text);
  if (!combination) return [text];
  const { ctrl, alt, shift, meta, key } = combination;
  const caps = [ctrl && 'Ctrl', alt && 'Alt', shift && 'Shift', meta && '⌘', CAPS[key] ?? key];
  return caps.filter((cap) => cap !== false);
}

const CAPS: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  PageUp: 'Page Up',
  PageDown: 'Page Down',
  Escape: 'Esc',
  Backspace: '⌫',
  ' ': 'Space',
};

function keyOf({ key }: PressedKey): string {
  return key.length === 1 ? key.toUpperCase() : key;
}
