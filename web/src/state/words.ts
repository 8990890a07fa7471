export type Words =
  | { readonly ok: true; readonly words: readonly string[] }
  | { readonly ok: false; readonly problem: string };

/**
 * Splits a command line into its words, with quotes and backslashes as in a shell. Nothing else of a
 * shell happens: no variables, no wildcards, no pipes.
 */
export function splitWords(line: string): Words {
  const words: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  for (let i = 0; i < line.length; i++) {
    const char = line.charAt(i);
    if (char === '\\' && quote !== "'") {
      const escaped = line.charAt(++i);
      if (escaped === '') return { ok: false, problem: 'Nothing follows the last backslash.' };
      // Within double quotes a backslash is itself unless it protects a quote or a backslash.
      word = (word ?? '') + (quote && !'"\\'.includes(escaped) ? '\\' : '') + escaped;
    } else if (char === quote) {
      quote = undefined;
    } else if (!quote && (char === '"' || char === "'")) {
      quote = char;
      word ??= '';
    } else if (!quote && /\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? '') + char;
    }
  }
  if (quote) return { ok: false, problem: `A ${quote} is not closed.` };
  if (word !== undefined) words.push(word);
  return { ok: true, words };
}

/** The words as a line that splits into them again. */
export function joinWords(words: readonly string[]): string {
  return words
    .map((word) =>
      /^[\w@%+=:,./~-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`,
    )
    .join(' ');
}
