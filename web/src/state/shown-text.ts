/**
 * Controls, line and paragraph separators, and characters that turn the direction of text or are not
 * seen. The joiners of emoji and of scripts that need them are text; line feeds and tabs are white
 * space, which the page lays out itself.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const HARMLESS = new Set(['\n', '\t', '\u200c', '\u200d']);

/** A text that somebody else may have chosen, with a mark for each character that would not be seen. */
export function shownText(text: string): string {
  return text.replace(HIDDEN, (hidden) => (HARMLESS.has(hidden) ? hidden : '\ufffd'));
}
