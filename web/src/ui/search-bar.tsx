import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Attachment } from '../state/attachment';
import type { SearchFound, SearchQuery } from '../terminal/screen-search';
import { CloseIcon, DownIcon, UpIcon } from './icons';

const SWITCHES = [
  ['matchCase', 'Aa', 'Match case'],
  ['wholeWord', 'ab', 'Whole words'],
  ['regex', '.*', 'Regular expression'],
] as const;

const EMPTY: SearchQuery = { text: '', matchCase: false, wholeWord: false, regex: false };

/** Finds text on a screen and above it: Enter goes up to the one before, Shift+Enter down. */
export function SearchBar({ attachment }: { attachment: Attachment }) {
  const [query, setQuery] = useState(EMPTY);
  const [found, setFound] = useState<SearchFound>();
  const input = useRef<HTMLInputElement>(null);
  const search = attachment.view?.search;

  useLayoutEffect(() => {
    search?.listen(setFound);
    input.current?.focus();
    return () => search?.clear();
  }, [search]);

  const change = (changes: Partial<SearchQuery>) => {
    const changed = { ...query, ...changes };
    setQuery(changed);
    search?.find(changed, 'stay');
  };
  const go = (way: 'next' | 'previous') => search?.find(query, way);
  const close = () => {
    attachment.searching.value = false;
    attachment.focus();
  };

  return (
    <div class="search-bar" role="search" aria-label="Find in this terminal">
      <input
        ref={input}
        type="search"
        class="mono"
        aria-label="Find"
        placeholder="Find"
        spellcheck={false}
        value={query.text}
        onInput={({ currentTarget }) => change({ text: currentTarget.value })}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Enter') go(event.shiftKey ? 'next' : 'previous');
          else if (event.key === 'Escape') close();
          else return;
          event.preventDefault();
        }}
      />
      <span class="search-count" role="status">
        {found && countText(found)}
      </span>
      {SWITCHES.map(([name, sign, label]) => (
        <button
          key={name}
          type="button"
          class="icon-button search-switch"
          aria-label={label}
          title={label}
          aria-pressed={query[name]}
          data-sign={sign}
          onClick={() => change({ [name]: !query[name] })}
        />
      ))}
      <button
        type="button"
        class="icon-button"
        aria-label="Previous"
        title="Previous (Enter)"
        onClick={() => go('previous')}
      >
        <UpIcon />
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label="Next"
        title="Next (Shift Enter)"
        onClick={() => go('next')}
      >
        <DownIcon />
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label="Close the search"
        title="Close (Esc)"
        onClick={close}
      >
        <CloseIcon />
      </button>
    </div>
  );
}

function countText({ index, count }: SearchFound): string {
  if (count === 0) return 'Not found';
  return index > 0 ? `${index} of ${count}` : `Over ${count}`;
}
