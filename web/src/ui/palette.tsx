import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { rank } from '../state/palette';
import type { Ranked } from '../state/palette';
import { matches, parseKeys } from '../state/key-combination';
import { useWorkbench } from './context';
import { KeyCombination } from './key-combination';

/** More than anyone reads; typing on finds the rest. */
const MOST_SHOWN = 50;

interface PaletteProps {
  readonly onClose: () => void;
}

/** Everything that can be done or gone to, found by typing some letters of it. */
export function PaletteDialog({ onClose }: PaletteProps) {
  const workbench = useWorkbench();
  const dialog = useRef<HTMLDialogElement>(null);
  const [query, setQuery] = useState('');
  const [index, setIndex] = useState(0);
  const { tools } = workbench;
  useEffect(() => tools.load(), [tools]);
  // The first of all palettes has the hub look for the tools, which are there a moment later.
  const areToolsKnown = tools.list.value !== undefined;
  const items = useMemo(
    () => workbench.palette.items(),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- as above
    [workbench, areToolsKnown],
  );
  const found = useMemo(
    () => rank(items, query, (id) => workbench.usage.weight(id)).slice(0, MOST_SHOWN),
    [items, query, workbench],
  );
  const chosen = found[index];

  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  useLayoutEffect(() => {
    document.getElementById(optionId(index))?.scrollIntoView({ block: 'nearest' });
  }, [index, found]);

  // The keyboard goes back to where it was first; what is done may take it elsewhere.
  const choose = ({ item }: Ranked) => {
    dialog.current?.close();
    onClose();
    workbench.usage.used(item.id);
    item.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.isComposing) return;
    const step = STEPS[event.key];
    if (step !== undefined) {
      setIndex(Math.max(0, Math.min(found.length - 1, index + step)));
    } else if (event.key === 'Enter' && chosen) {
      choose(chosen);
    } else if (isOwnKey(event)) {
      dialog.current?.close();
      onClose();
      workbench.typeKey(event);
    } else {
      return;
    }
    event.preventDefault();
  };
  const isOwnKey = (event: KeyboardEvent) => {
    const action = workbench.actions.find('palette.open');
    const keys = action ? workbench.actions.keysOf(action) : [];
    return keys.some((text) => {
      const combination = parseKeys(text);
      return combination !== undefined && matches(combination, event);
    });
  };

  return (
    <dialog
      ref={dialog}
      class="palette"
      aria-label="Find an action or a terminal"
      onClose={onClose}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <input
        type="text"
        role="combobox"
        aria-label="Find an action or a terminal"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={chosen ? optionId(index) : undefined}
        aria-autocomplete="list"
        placeholder="Find an action or a terminal"
        spellcheck={false}
        autocomplete="off"
        autofocus
        value={query}
        onInput={({ currentTarget }) => {
          setQuery(currentTarget.value);
          setIndex(0);
        }}
      />
      <ul id="palette-list" role="listbox" aria-label="What was found">
        {found.map((ranked, i) => (
          <li
            key={ranked.item.id}
            id={optionId(i)}
            role="option"
            aria-selected={i === index}
            onPointerMove={() => setIndex(i)}
            onClick={() => choose(ranked)}
          >
            <span class="palette-title">
              <Marked text={ranked.item.title} at={ranked.at} />
            </span>
            {ranked.item.detail && <span class="palette-detail">{ranked.item.detail}</span>}
            {ranked.item.keys !== undefined && <KeyCombination keys={ranked.item.keys} />}
            <span class="palette-kind">{ranked.item.kind}</span>
          </li>
        ))}
      </ul>
      {found.length === 0 && (
        <p class="palette-nothing" role="status">
          Nothing is called that.
        </p>
      )}
    </dialog>
  );
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 10,
  PageUp: -10,
};

function optionId(index: number): string {
  return `palette-option-${index}`;
}

/** The letters that were found stand out. */
function Marked({ text, at }: { text: string; at: readonly number[] }) {
  const pieces: ComponentChildren[] = [];
  let from = 0;
  for (const index of at) {
    pieces.push(text.slice(from, index), <mark key={index}>{text.charAt(index)}</mark>);
    from = index + 1;
  }
  return (
    <>
      {pieces}
      {text.slice(from)}
    </>
  );
}
