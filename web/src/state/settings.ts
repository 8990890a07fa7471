import type { ReadonlySignal } from '@preact/signals';
import type { KeyChanges } from './actions';
import { kept } from './kept';
import { parseKeys } from './key-combination';

/** What a person chose for this browser. */
export interface SettingsValues {
  /** In CSS pixels. */
  readonly fontSize: number;
  /** A font of this machine; empty for the bundled one. */
  readonly fontFamily: string;
  /** Lines kept above a screen at most; 0 for as many as the hub keeps. */
  readonly scrollback: number;
  readonly screenReader: boolean;
  /** When to ask before several lines are pasted. */
  readonly askBeforePaste: 'when-run' | 'always' | 'never';
  readonly listShown: boolean;
  /** Whether the system is to tell of what needs someone; the browser must allow it, too. */
  readonly notify: boolean;
  readonly keys: KeyChanges;
}

export const FONT_SIZES = { least: 8, most: 32, usual: 13 } as const;

export const SCROLLBACKS = [0, 1000, 5000, 20_000] as const;

export const DEFAULTS: SettingsValues = {
  fontSize: FONT_SIZES.usual,
  fontFamily: '',
  scrollback: 0,
  screenReader: false,
  askBeforePaste: 'when-run',
  listShown: true,
  notify: false,
  keys: {},
};

const KEY = 'patchbay.settings';

export class Settings {
  readonly #values = kept(KEY, readSettings);

  get values(): ReadonlySignal<SettingsValues> {
    return this.#values;
  }

  change(changes: Partial<SettingsValues>): void {
    this.#values.value = { ...this.#values.value, ...changes };
  }

  /** Gives an action other keys; undefined gives it back those it came with. */
  bind(action: string, keys: readonly string[] | undefined): void {
    const others = Object.entries(this.#values.value.keys).filter(([id]) => id !== action);
    this.change({ keys: Object.fromEntries(keys ? [...others, [action, keys]] : others) });
  }
}

/** Whatever is missing, misspelt or of an older version is as by default. */
export function readSettings(text: string | null): SettingsValues {
  let json: Partial<Record<keyof SettingsValues, unknown>> = {};
  try {
    const parsed: unknown = JSON.parse(text ?? '{}');
    if (typeof parsed === 'object' && parsed !== null) json = parsed;
  } catch {
    return DEFAULTS;
  }
  const { fontSize, fontFamily, scrollback, screenReader, askBeforePaste, listShown, notify } =
    json;
  return {
    fontSize: typeof fontSize === 'number' ? clampFontSize(fontSize) : DEFAULTS.fontSize,
    fontFamily: typeof fontFamily === 'string' ? fontFamily : DEFAULTS.fontFamily,
    scrollback: SCROLLBACKS.find((lines) => lines === scrollback) ?? DEFAULTS.scrollback,
    screenReader: screenReader === true,
    askBeforePaste:
      (['when-run', 'always', 'never'] as const).find((when) => when === askBeforePaste) ??
      DEFAULTS.askBeforePaste,
    listShown: listShown !== false,
    notify: notify === true,
    keys: readKeyChanges(json.keys),
  };
}

export function clampFontSize(size: number): number {
  const { least, most, usual } = FONT_SIZES;
  return Number.isFinite(size) ? Math.max(least, Math.min(most, Math.round(size * 2) / 2)) : usual;
}

function readKeyChanges(json: unknown): KeyChanges {
  if (typeof json !== 'object' || json === null) return {};
  return Object.fromEntries(
    Object.entries(json).flatMap(([action, keys]: [string, unknown]) =>
      Array.isArray(keys)
        ? [[action, keys.filter((text): text is string => isKeys(text))] as const]
        : [],
    ),
  );
}

function isKeys(value: unknown): boolean {
  return typeof value === 'string' && parseKeys(value) !== undefined;
}
