import { categoriesOf, updatesIn } from '../../state/tool-list';
import { ActionButton } from '../action-button';
import { useWorkbench } from '../context';
import { NewerIcon, RefreshIcon, SearchIcon } from '../icons';
import { FolderPicker } from './folder-picker';
import { firstTool } from './tool-focus';

/** What is looked for, where tools are launched, and how to have the machine looked at again. */
export function ToolsHead() {
  const { tools } = useWorkbench();
  const { query } = tools.filter.value;
  const list = tools.list.value ?? [];
  const here = list.filter(({ installed }) => installed).length;
  const newer = updatesIn(list);
  return (
    <header class="tools-head">
      <div class="tools-bar">
        <h1>
          Tools{' '}
          <span class="count">
            {list.length > 0 && `${here} of ${list.length}`}
            {newer > 0 && `, ${newer} with a newer version`}
          </span>
        </h1>
        <label class="tool-search">
          <SearchIcon />
          <input
            type="search"
            aria-label="Find a tool"
            placeholder="Find a tool"
            spellcheck={false}
            autocomplete="off"
            value={query}
            onInput={({ currentTarget }) => tools.find(currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'ArrowDown') firstTool()?.focus();
              else if (event.key === 'Enter') firstTool()?.click();
              else if (event.key === 'Escape' && query !== '') tools.find('');
              else return;
              event.preventDefault();
            }}
          />
          <kbd class="not-phone">/</kbd>
        </label>
        <div class="tools-folder not-phone">
          <FolderPicker label="Launch in" />
        </div>
        <ActionButton
          id="tools.check-updates"
          class={tools.looking.value === 'updates' ? 'busy' : ''}
        >
          <NewerIcon />
        </ActionButton>
        <ActionButton id="tools.look-again" class={tools.looking.value === 'again' ? 'busy' : ''}>
          <RefreshIcon />
        </ActionButton>
      </div>
      <CategoryBar />
    </header>
  );
}

function CategoryBar() {
  const { tools } = useWorkbench();
  const { category } = tools.filter.value;
  const list = tools.list.value;
  return (
    <div class="tool-categories" role="group" aria-label="Categories">
      <CategoryButton
        name="All"
        chosen={category === undefined}
        onChoose={() => tools.narrow(undefined)}
      />
      {list &&
        categoriesOf(list).map(({ id, name, installed, tools: all }) => (
          <CategoryButton
            key={id}
            name={name}
            count={installed}
            title={`${installed} of ${all} are here`}
            chosen={category === id}
            onChoose={() => tools.narrow(category === id ? undefined : id)}
          />
        ))}
    </div>
  );
}

interface CategoryButtonProps {
  readonly name: string;
  readonly count?: number;
  readonly title?: string;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function CategoryButton({ name, count, title, chosen, onChoose }: CategoryButtonProps) {
  return (
    <button
      type="button"
      class="tool-category"
      aria-pressed={chosen}
      title={title}
      onClick={onChoose}
    >
      {name}
      {count !== undefined && <span class="count">{count}</span>}
    </button>
  );
}
