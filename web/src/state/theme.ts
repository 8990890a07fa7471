import { computed, effect, signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { Appearance } from '../terminal/colours';

export const CHOICES = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof CHOICES)[number];

const KEY = 'patchbay.theme';

/** Light or dark: as the system has it, or as pinned in this browser. */
export class Theme {
  readonly #choice = signal<ThemeChoice>(stored());
  readonly #systemIsDark = signal(false);

  constructor() {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    this.#systemIsDark.value = dark.matches;
    dark.addEventListener('change', () => {
      this.#systemIsDark.value = dark.matches;
    });
    effect(() => {
      const choice = this.#choice.value;
      document.documentElement.style.colorScheme = choice === 'system' ? '' : choice;
    });
  }

  get choice(): ReadonlySignal<ThemeChoice> {
    return this.#choice;
  }

  readonly appearance = computed<Appearance>(() => {
    const choice = this.#choice.value;
    if (choice !== 'system') return choice;
    return this.#systemIsDark.value ? 'dark' : 'light';
  });

  choose(choice: ThemeChoice): void {
    this.#choice.value = choice;
    try {
      localStorage.setItem(KEY, choice);
    } catch {
      // A browser that keeps nothing still shows the choice until the page is closed.
    }
  }
}

function stored(): ThemeChoice {
  try {
    return CHOICES.find((choice) => choice === localStorage.getItem(KEY)) ?? 'system';
  } catch {
    return 'system';
  }
}
