import { SearchAddon } from '@xterm/addon-search';
import type { ISearchOptions } from '@xterm/addon-search';
import type { Terminal } from '@xterm/xterm';
import type { Appearance } from './colours';

export interface SearchQuery {
  readonly text: string;
  readonly matchCase: boolean;
  readonly wholeWord: boolean;
  readonly regex: boolean;
}

export interface SearchFound {
  /** Which of them is shown, from 1; 0 when there are more than are counted. */
  readonly index: number;
  readonly count: number;
}

/** More hits than this are found, but not counted nor marked. */
const MOST_MARKED = 1000;

const MARKS: Readonly<Record<Appearance, ISearchOptions['decorations']>> = {
  dark: {
    matchBackground: '#4a3f1d',
    matchOverviewRuler: '#e2b86b',
    activeMatchBackground: '#7a5c12',
    activeMatchBorder: '#f5c84b',
    activeMatchColorOverviewRuler: '#ffd98a',
  },
  light: {
    matchBackground: '#fbe9b7',
    matchOverviewRuler: '#b98400',
    activeMatchBackground: '#f5c84b',
    activeMatchBorder: '#9a6a00',
    activeMatchColorOverviewRuler: '#855600',
  },
};

/** Finds text on a screen and in what is kept above it. */
export class ScreenSearch {
  appearance: Appearance = 'dark';
  readonly #terminal: Terminal;
  #addon: SearchAddon | undefined;
  #last: SearchQuery | undefined;
  #onFound: ((found: SearchFound | undefined) => void) | undefined;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /** `found` is called with every change of the hits, undefined when there is nothing to find. */
  listen(found: (found: SearchFound | undefined) => void): void {
    this.#onFound = found;
  }

  /** Goes to the next hit, or stays on the one that still is one while more is typed. */
  find(query: SearchQuery, way: 'stay' | 'next' | 'previous'): void {
    const addon = this.#loaded();
    if (query.text === '' || (query.regex && !isRegex(query.text))) {
      addon.clearDecorations();
      this.#onFound?.(query.text === '' ? undefined : { index: 0, count: 0 });
      return;
    }
    // The addon counts anew for another text, but not for the same one looked for otherwise.
    if (isLookedForOtherwise(this.#last, query)) addon.clearDecorations();
    this.#last = query;
    const decorations = MARKS[this.appearance];
    const options: ISearchOptions = {
      caseSensitive: query.matchCase,
      wholeWord: query.wholeWord,
      regex: query.regex,
      incremental: way === 'stay',
      ...(decorations ? { decorations } : {}),
    };
    if (way === 'next') addon.findNext(query.text, options);
    else addon.findPrevious(query.text, options);
  }

  clear(): void {
    this.#addon?.clearDecorations();
    this.#terminal.clearSelection();
  }

  #loaded(): SearchAddon {
    if (this.#addon) return this.#addon;
    const addon = new SearchAddon({ highlightLimit: MOST_MARKED });
    this.#terminal.loadAddon(addon);
    addon.onDidChangeResults(({ resultIndex, resultCount }) => {
      this.#onFound?.({ index: resultIndex + 1, count: resultCount });
    });
    this.#addon = addon;
    return addon;
  }
}

function isLookedForOtherwise(last: SearchQuery | undefined, query: SearchQuery): boolean {
  return (
    last?.matchCase !== query.matchCase ||
    last.wholeWord !== query.wholeWord ||
    last.regex !== query.regex
  );
}

function isRegex(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
