/** How well a text answers what was typed, and which of its characters do. */
export interface Match {
  readonly score: number;
  readonly at: readonly number[];
}

/** Longer texts are cut for matching; nobody looks for what stands that far behind. */
const LONGEST = 200;

const HIT = 1;
/** The beginning of a word is what people type. */
const WORD_START = 8;
const TEXT_START = 2;
/** Letters that stand together in both. */
const ADJACENT = 8;
/** Letters passed over between two hits, each. */
const GAP = -0.2;

/**
 * Finds the letters of `query` in `text` in their order, whatever stands between them, upper and
 * lower case alike. Words of the query may come in any order. Undefined when a letter is missing.
 */
export function match(query: string, text: string): Match | undefined {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = words.map((word) => matchWord(word, text.slice(0, LONGEST)));
  let score = 0;
  const at = new Set<number>();
  for (const found of matches) {
    if (!found) return undefined;
    score += found.score;
    found.at.forEach((index) => at.add(index));
  }
  return { score, at: [...at].sort((a, b) => a - b) };
}

/** The best of all ways to find the word: for each letter, the best score of ending on each place. */
function matchWord(word: string, text: string): Match | undefined {
  const lower = text.toLowerCase();
  let ends: Ending[] = [];
  for (let letter = 0; letter < word.length; letter++) {
    const found: Ending[] = [];
    for (let index = lower.indexOf(word.charAt(letter)); index >= 0;) {
      const best = letter === 0 ? { score: 0, at: [] } : before(ends, index);
      if (best) {
        const score = best.score + HIT + start(text, index);
        found.push({ index, score, at: [...best.at, index] });
      }
      index = lower.indexOf(word.charAt(letter), index + 1);
    }
    if (found.length === 0) return undefined;
    ends = found;
  }
  return ends.reduce((best, end) => (end.score > best.score ? end : best));
}

interface Ending extends Match {
  readonly index: number;
}

function before(ends: readonly Ending[], index: number): Match | undefined {
  let best: Match | undefined;
  for (const end of ends) {
    if (end.index >= index) break;
    const between = index - end.index - 1;
    const score = end.score + (between === 0 ? ADJACENT : GAP * between);
    if (!best || score > best.score) best = { score, at: end.at };
  }
  return best;
}

function start(text: string, index: number): number {
  if (index === 0) return WORD_START + TEXT_START;
  const [previous, here] = [text.charAt(index - 1), text.charAt(index)];
  if (/[\s/._:@-]/.test(previous)) return WORD_START;
  return /[a-z0-9]/.test(previous) && /[A-Z]/.test(here) ? WORD_START : 0;
}
