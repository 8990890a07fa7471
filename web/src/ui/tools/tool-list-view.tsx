import { launch } from '../../state/tool-actions';
import { FOUND_ABSENT, groupsOf } from '../../state/tool-list';
import type { ToolGroup } from '../../state/tool-list';
import { useWorkbench } from '../context';
import { RecentLaunches } from './recent-launches';
import { focusTool, wayOf } from './tool-focus';
import { ToolRow } from './tool-row';

/** As many as a screen has room for: what comes takes their place. */
const SKELETON_ROWS = 16;

/** All tools: those that are here a line each, those that are not close together. */
export function ToolListView({ shown }: { shown: string | undefined }) {
  const workbench = useWorkbench();
  const { tools, toolMemory, dialogs } = workbench;
  const list = tools.list.value;
  const filter = tools.filter.value;
  const { pinned, folder } = toolMemory.values.value;

  const onKeyDown = (event: KeyboardEvent) => {
    const link = event.target instanceof HTMLElement ? event.target : undefined;
    const tool = tools.byId.value.get(link?.dataset['tool'] ?? '');
    if (!link || !tool || event.altKey || event.shiftKey) return;
    const way = wayOf(event.key);
    if (way && !event.ctrlKey && !event.metaKey) {
      if (!focusTool(link, way) && way === 'up') searchAbove(link);
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      if (tool.launchable) void launch(workbench, { tool: tool.id, folder, args: [] });
      else dialogs.show({ is: 'recipe', tool: tool.id, verb: 'install' });
    } else if (event.key === 'p' && tool.installed && !event.ctrlKey && !event.metaKey) {
      toolMemory.togglePin(tool.id);
    } else return;
    event.preventDefault();
  };

  if (!list) return <Waiting />;
  const groups = groupsOf(list, filter, pinned);
  const all = filter.query === '' && filter.category === undefined;
  return (
    <div class="tool-list" onKeyDown={onKeyDown}>
      {tools.problem.value !== undefined && <Problem />}
      {all && <RecentLaunches />}
      {groups.map((group) => (
        <Group key={group.key} group={group} shown={shown} pinned={pinned} />
      ))}
      {groups.length === 0 && <NoneFound query={filter.query} />}
    </div>
  );
}

interface GroupProps {
  readonly group: ToolGroup;
  readonly shown: string | undefined;
  readonly pinned: readonly string[];
}

function Group({ group, shown, pinned }: GroupProps) {
  const id = `tools ${group.key}`.replaceAll(' ', '-');
  return (
    <section class="tool-group" aria-labelledby={id}>
      <h2 id={id}>
        {group.name}
        {!group.installed && group.key !== FOUND_ABSENT && (
          <span class="absent"> not installed</span>
        )}
        <span class="count"> {group.tools.length}</span>
      </h2>
      <ul class={group.installed ? 'tool-rows' : 'tool-cells'}>
        {group.tools.map((tool) => (
          <ToolRow
            key={tool.id}
            tool={tool}
            shown={tool.id === shown}
            pinned={pinned.includes(tool.id)}
          />
        ))}
      </ul>
    </section>
  );
}

function Waiting() {
  const { tools } = useWorkbench();
  if (tools.problem.value !== undefined) {
    return (
      <div class="tool-list">
        <Problem />
      </div>
    );
  }
  return (
    <div class="tool-list" aria-busy="true">
      <div class="tool-group" aria-hidden="true">
        <h2>
          <span class="skeleton" />
        </h2>
        {Array.from({ length: SKELETON_ROWS }, (_, i) => (
          <div key={i} class="tool">
            <span class="tool-main">
              <span class="tool-mark absent" />
              <span class="tool-name">
                <span class="skeleton" />
              </span>
              <span class="tool-version">
                <span class="skeleton" />
              </span>
            </span>
          </div>
        ))}
      </div>
    </div>
  );
}

function Problem() {
  const { tools } = useWorkbench();
  return (
    <p class="tools-problem" role="alert">
      <span>The tools could not be listed. {tools.problem.value}</span>
      <button type="button" onClick={() => (tools.list.value ? tools.lookAgain() : tools.load())}>
        Try again
      </button>
    </p>
  );
}

function NoneFound({ query }: { query: string }) {
  const { tools } = useWorkbench();
  return (
    <div class="tools-none" role="status">
      <p>No tool is called “{query.trim()}”.</p>
      <p class="faint">
        Tools of your own stand in <code>tools.d/</code> beside <code>patchbay.yaml</code>, a file
        for each.
      </p>
      <button
        type="button"
        onClick={() => {
          tools.find('');
          tools.narrow(undefined);
        }}
      >
        Show all tools
      </button>
    </div>
  );
}

function searchAbove(link: HTMLElement): void {
  link.closest('.tools')?.querySelector<HTMLElement>('[type=search]')?.focus();
}
