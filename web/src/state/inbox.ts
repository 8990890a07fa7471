import { computed, effect, signal, untracked } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { TerminalInfo } from '../net/terminal-info';
import { read, write } from './kept';
import { needsOf } from './needs';
import type { Need, Seen } from './needs';
import type { Terminals } from './terminals';

const KEY = 'patchbay.seen';

/** What is looked at just now. */
export interface View {
  /** The terminal that has the keyboard. */
  readonly focused: string | undefined;
  /** All whose screens can be seen; a bell is rung for someone who looks elsewhere. */
  readonly shown: readonly string[];
}

type SeenBy = Readonly<Record<string, Seen>>;

/** What wants someone, of all the hub's terminals; what was seen is kept for all windows of the browser. */
export class Inbox {
  readonly #seen = signal<SeenBy>({});
  readonly #all: ReadonlySignal<readonly Need[]>;
  readonly #terminals: Terminals;

  /** Without what is in front of one's eyes. */
  readonly needs: ReadonlySignal<readonly Need[]>;

  constructor(terminals: Terminals, view: ReadonlySignal<View>) {
    this.#terminals = terminals;
    const kept = read(KEY);
    // What happened before a browser's first visit is no news to it.
    let isFirstVisit = kept === null;
    if (isFirstVisit) write(KEY, '{}');
    this.#seen.value = parse(kept);
    this.#all = computed(() => needsOf(terminals.list.value, (id) => this.#seen.value[id]));
    this.needs = computed(() => this.#all.value.filter(({ id }) => id !== view.value.focused));
    effect(() => {
      const { focused, shown } = view.value;
      const [list, freshness] = [terminals.list.value, terminals.freshness.value];
      if (freshness !== 'live') return;
      untracked(() => {
        const looked = list.flatMap((terminal) => {
          if (isFirstVisit || terminal.id === focused) return [seenNow(terminal)];
          return shown.includes(terminal.id) ? [{ ...seenNow(terminal), call: undefined }] : [];
        });
        isFirstVisit = false;
        this.#note(list, looked);
      });
    });
    window.addEventListener('storage', ({ key, newValue }) => {
      if (key === KEY) this.#seen.value = parse(newValue);
    });
  }

  of(id: string): Need | undefined {
    return this.needs.value.find((need) => need.id === id);
  }

  /** Takes all that can be: a question stays until it is answered. */
  seeAll(): void {
    const list = this.#terminals.list.peek();
    this.#note(list, list.map(seenNow));
  }

  #note(list: readonly TerminalInfo[], looked: readonly LookedAt[]): void {
    const before = this.#seen.peek();
    const after = next(before, list, looked);
    if (after === before) return;
    this.#seen.value = after;
    write(KEY, JSON.stringify(after));
  }
}

interface LookedAt extends Seen {
  readonly id: string;
}

function seenNow({ id, attention, call }: TerminalInfo): LookedAt {
  return { id, attention: attention?.since, call: call?.since };
}

/** The same object when nothing is new; what is no longer there is forgotten. */
export function next(
  before: SeenBy,
  list: readonly { readonly id: string }[],
  looked: readonly LookedAt[],
): SeenBy {
  const after: Record<string, Seen> = {};
  let changed = false;
  const ids = new Set(list.map(({ id }) => id));
  for (const [id, seen] of Object.entries(before)) {
    if (ids.has(id)) after[id] = seen;
    else changed = true;
  }
  for (const { id, attention, call } of looked) {
    const known = after[id];
    const seen = { attention: attention ?? known?.attention, call: call ?? known?.call };
    if (seen.attention === known?.attention && seen.call === known?.call) continue;
    after[id] = seen;
    changed = true;
  }
  return changed ? after : before;
}

/** Whatever is not as it should be was not seen. */
function parse(text: string | null): SeenBy {
  try {
    const json: unknown = JSON.parse(text ?? '{}');
    if (typeof json !== 'object' || json === null) return {};
    return Object.fromEntries(
      Object.entries(json).flatMap(([id, seen]: [string, unknown]) =>
        typeof seen === 'object' && seen !== null ? [[id, readSeen(seen)] as const] : [],
      ),
    );
  } catch {
    return {};
  }
}

function readSeen({ attention, call }: { attention?: unknown; call?: unknown }): Seen {
  return {
    attention: typeof attention === 'string' ? attention : undefined,
    call: typeof call === 'string' ? call : undefined,
  };
}
