import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Folder } from '../../net/folders';
import { match } from '../../state/fuzzy';
import { folderName } from '../../state/tool-actions';
import { useWorkbench } from '../context';
import { FolderIcon } from '../icons';

const MOST_SHOWN = 30;

interface Choice {
  /** Empty for the home folder. */
  readonly path: string;
  readonly name: string;
  readonly kind: string;
}

/** Where tools are launched: folders of before, projects, or a path as it is typed. */
export function FolderPicker({ label }: { label: string }) {
  const { toolMemory } = useWorkbench();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState<string>();
  const [index, setIndex] = useState(0);
  const { folder } = toolMemory.values.value;
  const projects = useProjects(query);
  const open = query !== undefined;
  const choices = open ? choicesFor(query, toolMemory.values.value.folders, projects) : [];

  const choose = (choice: Choice | undefined) => {
    if (choice) toolMemory.choose(choice.path);
    setQuery(undefined);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      if (!open) setQuery('');
      setIndex(Math.max(0, Math.min(choices.length - 1, open ? index + step : 0)));
    } else if (event.key === 'Enter' && open) choose(choices[index]);
    else if (event.key === 'Escape' && open) setQuery(undefined);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div class="folder-picker">
      <label class="faint" for={`${id}field`}>
        {label}
      </label>
      <span class="folder-field">
        <FolderIcon />
        <input
          ref={field}
          id={`${id}field`}
          type="text"
          role="combobox"
          aria-expanded={open}
          aria-controls={`${id}list`}
          aria-autocomplete="list"
          aria-activedescendant={open && choices[index] ? `${id}${index}` : undefined}
          title={folder || 'The home folder'}
          placeholder={open ? 'Find a folder, or type a path' : undefined}
          spellcheck={false}
          autocomplete="off"
          value={query ?? (folder === '' ? 'Home folder' : folderName(folder))}
          onFocus={() => {
            setQuery('');
            setIndex(0);
          }}
          onBlur={() => setQuery(undefined)}
          onInput={({ currentTarget }) => {
            setQuery(currentTarget.value);
            setIndex(0);
          }}
          onKeyDown={onKeyDown}
        />
      </span>
      {open && (
        <ul id={`${id}list`} class="folder-choices" role="listbox" aria-label="Folders">
          {choices.map((choice, i) => (
            <li
              key={choice.path}
              id={`${id}${i}`}
              role="option"
              aria-selected={i === index}
              onPointerMove={() => setIndex(i)}
              // Before the field loses the keyboard, which closes the list.
              onPointerDown={(event) => {
                event.preventDefault();
                choose(choice);
                field.current?.blur();
              }}
            >
              <span class="folder-name">{choice.name}</span>
              <span class="folder-path">
                <bdi>{choice.path}</bdi>
              </span>
              <span class="folder-kind">{choice.kind}</span>
            </li>
          ))}
          {projects === undefined && (
            <li class="faint" role="option" aria-selected="false" aria-disabled="true">
              Looking for projects…
            </li>
          )}
          {projects !== undefined && choices.length === 0 && (
            <li class="faint" role="option" aria-selected="false" aria-disabled="true">
              No project is called that. A path from / on is taken as it is.
            </li>
          )}
        </ul>
      )}
    </div>
  );
}

/** Undefined until the hub has answered to what is typed; nothing is asked while nothing is. */
function useProjects(query: string | undefined): readonly Folder[] | undefined {
  const { tools } = useWorkbench();
  const [found, setFound] = useState<readonly Folder[]>();
  useEffect(() => {
    if (query === undefined) return;
    let late = false;
    void tools.folders(query.trim(), MOST_SHOWN).then((result) => {
      if (!late) setFound(result.ok ? result.value : []);
    });
    return () => (late = true);
  }, [tools, query]);
  return found;
}

function choicesFor(
  query: string,
  recent: readonly string[],
  projects: readonly Folder[] | undefined,
): readonly Choice[] {
  const words = query.trim();
  const before: readonly Choice[] = [
    { path: '', name: 'Home folder', kind: '' },
    ...recent.map((path) => ({ path, name: folderName(path), kind: 'lately' })),
  ].filter(({ name, path }) => match(words, `${name} ${path}`));
  const others = (projects ?? [])
    .filter(({ path }) => !recent.includes(path))
    .map(({ path, name, repository }) => ({ path, name, kind: repository ? 'git' : '' }));
  const typed = words.startsWith('/') ? [{ path: words, name: folderName(words), kind: '' }] : [];
  const known = new Set([...before, ...others].map(({ path }) => path));
  return [...before, ...others, ...typed.filter(({ path }) => !known.has(path))];
}
