import { computed, signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import { matches, parseKeys } from './key-combination';
import type { PressedKey } from './key-combination';

/** Something that a person can have the page do: from the palette, a menu or by its keys. */
export interface Action {
  /** `subject.verb`; what settings and the order of use know it by, so it stays. */
  readonly id: string;
  readonly title: string;
  /** Heading in the list of keys. */
  readonly group: 'Terminals' | 'Tabs and splits' | 'Screen' | 'Tools' | 'Places' | 'Page';
  /** Combinations that have it by default, as `Ctrl+Shift+E`; the first one is shown. */
  readonly keys?: readonly string[];
  /** Whether it can be done now; it is not shown, and its keys are left alone, when not. */
  readonly when?: () => boolean;
  readonly run: () => void;
}

/** Keys as a person changed them, by action; an empty list takes them all away. */
export type KeyChanges = Readonly<Record<string, readonly string[]>>;

/** All actions there are. Parts of the page add theirs; order is that of adding. */
export class Actions {
  readonly #all = signal<readonly Action[]>([]);
  readonly #changes: ReadonlySignal<KeyChanges>;
  readonly #bound = computed(() =>
    this.#all.value.flatMap((action) =>
      this.keysOf(action).flatMap((keys) => {
        const combination = parseKeys(keys);
        return combination ? [{ combination, action }] : [];
      }),
    ),
  );

  constructor(changes: ReadonlySignal<KeyChanges>) {
    this.#changes = changes;
  }

  get all(): ReadonlySignal<readonly Action[]> {
    return this.#all;
  }

  /** Adds actions; gives back how to take them out again. */
  add(...actions: readonly Action[]): () => void {
    this.#all.value = [...this.#all.value, ...actions];
    return () => {
      this.#all.value = this.#all.value.filter((action) => !actions.includes(action));
    };
  }

  find(id: string): Action | undefined {
    return this.#all.value.find((action) => action.id === id);
  }

  run(id: string): void {
    const action = this.find(id);
    if (action && isPossible(action)) action.run();
  }

  /** The combinations that have an action now. */
  keysOf(action: Action): readonly string[] {
    return this.#changes.value[action.id] ?? action.keys ?? [];
  }

  /** The action that has what was pressed: a key that a terminal's program does not get. */
  at(event: PressedKey): Action | undefined {
    return this.#bound
      .peek()
      .find(({ combination, action }) => matches(combination, event) && isPossible(action))?.action;
  }

  /** The action that has a combination already; one combination has one action. */
  having(keys: string): Action | undefined {
    return this.#all.value.find((action) => this.keysOf(action).includes(keys));
  }
}

export function isPossible({ when }: Action): boolean {
  return when === undefined || when();
}
