import { signal } from '@preact/signals';
import { read, write } from './kept';

export type Consent = 'allowed' | 'refused';

const KEY = 'patchbay.clipboard';

/** Older answers are forgotten: their terminals are gone long since. */
const MOST_KEPT = 200;

/** Which terminals' programs may write to the clipboard, as the user of this browser said. */
export class ClipboardConsents {
  readonly #all = signal(parse(read(KEY)));

  of(terminal: string): Consent | undefined {
    return this.#all.value.get(terminal);
  }

  decide(terminal: string, consent: Consent): void {
    const others = [...this.#all.value].filter(([id]) => id !== terminal);
    this.#all.value = new Map([...others, [terminal, consent] as const].slice(-MOST_KEPT));
    write(KEY, JSON.stringify([...this.#all.value]));
  }
}

function parse(text: string | null): ReadonlyMap<string, Consent> {
  try {
    const json: unknown = JSON.parse(text ?? '[]');
    return new Map(Array.isArray(json) ? json.filter(isEntry) : []);
  } catch {
    return new Map();
  }
}

function isEntry(entry: unknown): entry is [string, Consent] {
  return (
    Array.isArray(entry) &&
    typeof entry[0] === 'string' &&
    (entry[1] === 'allowed' || entry[1] === 'refused')
  );
}
