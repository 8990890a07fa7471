import { signal } from '@preact/signals';
import { isPossible } from './actions';
import type { Actions } from './actions';
import { match } from './fuzzy';

/** One line of the palette. */
export interface PaletteItem {
  /** Unlike any other's, and the same tomorrow: its uses are counted by it. */
  readonly id: string;
  /** What sort of thing it is, in a word. */
  readonly kind: string;
  readonly title: string;
  /** What else it can be found by: a command, a folder. */
  readonly detail?: string;
  readonly keys?: string | undefined;
  readonly run: () => void;
}

/** Things of one sort to be found in the palette, as they are when it is opened. */
export type PaletteSource = () => readonly PaletteItem[];

export interface Ranked {
  readonly item: PaletteItem;
  /** Places in the title that answer what was typed. */
  readonly at: readonly number[];
}

/** What a hit in the detail counts, beside one in the title. */
const DETAIL_WORTH = 0.6;

/** What being used often may add: enough to win among equals, not to hide a better match. */
const MOST_FOR_USE = 12;

/** Letters found strewn over a text, where another has them in a row, are no answer: of the best. */
const LEAST_WORTH = 0.5;

/** Everything that can be found, best first; in the order it came in where nothing says otherwise. */
export function rank(
  items: readonly PaletteItem[],
  query: string,
  weight: (id: string) => number,
): readonly Ranked[] {
  const hits = items.flatMap((item) => {
    const hit = score(item, query);
    return hit ? [{ item, ...hit }] : [];
  });
  const least = LEAST_WORTH * Math.max(...hits.map((hit) => hit.score));
  const use = (item: PaletteItem) => MOST_FOR_USE * (1 - 1 / (1 + weight(item.id)));
  return hits
    .filter((hit) => hit.score >= least)
    .map((hit) => ({ ...hit, score: hit.score + use(hit.item) }))
    .sort((a, b) => b.score - a.score);
}

function score(
  item: PaletteItem,
  query: string,
): { score: number; at: readonly number[] } | undefined {
  const title = match(query, item.title);
  if (title) return title;
  // Words may be spread over both: "log server" finds the terminal `log` in ~/server.
  const both = match(query, `${item.title} ${item.detail ?? ''}`);
  if (!both) return undefined;
  return {
    score: both.score * DETAIL_WORTH,
    at: both.at.filter((index) => index < item.title.length),
  };
}

/** Where the palette looks. Parts of the page add what they have. */
export class Palette {
  readonly #sources = signal<readonly PaletteSource[]>([]);

  constructor(actions: Actions) {
    this.add(() =>
      actions.all.value.filter(isPossible).map((action) => ({
        id: action.id,
        kind: action.group,
        title: action.title,
        keys: actions.keysOf(action)[0],
        run: action.run,
      })),
    );
  }

  /** What is added later stands before what was there, until uses say otherwise. */
  add(source: PaletteSource): void {
    this.#sources.value = [source, ...this.#sources.value];
  }

  /** Adds what is much, and must not stand before the rest while nothing is typed. */
  addLast(source: PaletteSource): void {
    this.#sources.value = [...this.#sources.value, source];
  }

  items(): readonly PaletteItem[] {
    return this.#sources.value.flatMap((source) => source());
  }
}
