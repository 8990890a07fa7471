import { signal } from '@preact/signals';

/** Keys that a phone's keyboard lacks; those that change another are held until that comes. */
export interface HeldKeys {
  readonly ctrl: boolean;
  readonly alt: boolean;
}

const NONE: HeldKeys = { ctrl: false, alt: false };

/** What a program gets for a character typed with keys held. */
export function withHeld(text: string, { ctrl, alt }: HeldKeys): string {
  if (!/^.$/su.test(text)) return text;
  const changed = ctrl ? control(text) : text;
  return alt ? `\x1b${changed}` : changed;
}

function control(char: string): string {
  const upper = char.toUpperCase();
  if (char === ' ') return '\0';
  if (char === '?') return '\x7f';
  return upper >= '@' && upper <= '_' ? String.fromCharCode(upper.charCodeAt(0) & 0x1f) : char;
}

const ARROWS: Readonly<Record<string, string>> = { up: 'A', down: 'B', right: 'C', left: 'D' };

export type SpecialKey = 'escape' | 'tab' | 'up' | 'down' | 'left' | 'right';

/** The bytes of a key for the modes that a program set; as xterm has them. */
export function specialKey(key: SpecialKey, held: HeldKeys, application: boolean): string {
  if (key === 'escape') return '\x1b';
  if (key === 'tab') return '\t';
  const final = ARROWS[key] ?? '';
  const modifier = 1 + (held.alt ? 2 : 0) + (held.ctrl ? 4 : 0);
  if (modifier > 1) return `\x1b[1;${modifier}${final}`;
  return `\x1b${application ? 'O' : '['}${final}`;
}

/** The keys held just now, by touching them before another. */
export class Held {
  readonly keys = signal(NONE);

  toggle(key: keyof HeldKeys): void {
    this.keys.value = { ...this.keys.value, [key]: !this.keys.value[key] };
  }

  /** Uses them up for one character. */
  modify(text: string): string {
    const held = this.keys.peek();
    if (held === NONE || (!held.ctrl && !held.alt)) return text;
    this.keys.value = NONE;
    return withHeld(text, held);
  }

  use(key: SpecialKey, application: boolean): string {
    const held = this.keys.peek();
    this.keys.value = NONE;
    return specialKey(key, held, application);
  }
}
