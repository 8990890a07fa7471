import type { Appearance } from './colours';

/** How screens look and behave in this browser. */
export interface Look {
  readonly appearance: Appearance;
  /** In CSS pixels. */
  readonly fontSize: number;
  /** Empty for the bundled font. */
  readonly fontFamily: string;
  readonly screenReader: boolean;
  /** Lines kept above the screen at most; 0 for as many as the hub keeps. */
  readonly scrollback: number;
}

const BUNDLED =
  "'JetBrains Mono Variable', ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace";

/** The chosen font, then the bundled one for what that lacks or where it is missing. */
export function fontOf({ fontFamily }: Look): string {
  const name = fontFamily.replace(/["'\\;{}]/g, '').trim();
  return name === '' ? BUNDLED : `'${name}', ${BUNDLED}`;
}
