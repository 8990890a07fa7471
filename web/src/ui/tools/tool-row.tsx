import type { ToolInfo } from '../../net/tool-info';
import { pathOf } from '../../state/route';
import { ownerWords, updateWords, versionWords } from '../../state/tool-words';
import { useWorkbench } from '../context';
import { InstallIcon, NewerIcon, PinIcon } from '../icons';
import { LaunchButton } from './launch-button';
import { ToolMark } from './tool-mark';

interface ToolRowProps {
  readonly tool: ToolInfo;
  readonly shown: boolean;
  readonly pinned: boolean;
}

/** A tool in the list. Each of its columns keeps its room, whatever is still to come. */
export function ToolRow({ tool, shown, pinned }: ToolRowProps) {
  const { router, tools } = useWorkbench();
  const work = tools.works.value.get(tool.id);
  const route = { place: 'tools', tool: tool.id } as const;
  const busy = work?.is === 'running' || work?.is === 'looking';
  return (
    <li class={shown ? 'tool shown' : 'tool'}>
      <a
        class="tool-main"
        href={pathOf(route)}
        data-tool={tool.id}
        aria-current={shown ? 'true' : undefined}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          router.go(route);
        }}
      >
        <ToolMark tool={tool} />
        <span class="tool-name">
          <span class="tool-name-text">{tool.name}</span>
          {pinned && tool.installed && (
            <span class="tool-pinned" role="img" aria-label="pinned">
              <PinIcon />
            </span>
          )}
          {busy && <span class="tool-busy">at work</span>}
        </span>
        {tool.installed && <Facts tool={tool} />}
      </a>
      <span class="tool-actions">
        <RowActions tool={tool} pinned={pinned} />
      </span>
    </li>
  );
}

function Facts({ tool }: { tool: ToolInfo }) {
  const { version, versionState, update, owner, path } = tool;
  return (
    <>
      <span class={version === null ? 'tool-version faint' : 'tool-version'}>
        {versionState === 'pending' ? (
          <span class="skeleton" role="img" aria-label={versionWords(versionState, version)} />
        ) : (
          versionWords(versionState, version)
        )}
      </span>
      <span class="tool-newer">
        {update?.newer && (
          <span title={updateWords(update)}>
            <NewerIcon />
            <span class="only-read">newer: </span>
            {update.latest}
          </span>
        )}
      </span>
      <span class="tool-owner">{ownerWords(owner)}</span>
      <span class="tool-path" title={path ?? undefined}>
        <bdi>{path}</bdi>
      </span>
    </>
  );
}

function RowActions({ tool, pinned }: { tool: ToolInfo; pinned: boolean }) {
  const { dialogs, toolMemory } = useWorkbench();
  if (!tool.installed) {
    return (
      <button
        type="button"
        class="icon-button"
        aria-label={`Install ${tool.name}…`}
        title={`Install ${tool.name}…`}
        onClick={() => dialogs.show({ is: 'recipe', tool: tool.id, verb: 'install' })}
      >
        <InstallIcon />
      </button>
    );
  }
  return (
    <>
      <button
        type="button"
        class="icon-button tool-action-quiet"
        aria-label={`Pin ${tool.name}`}
        aria-pressed={pinned}
        title={pinned ? 'Unpin (P)' : 'Pin (P)'}
        onClick={() => toolMemory.togglePin(tool.id)}
      >
        <PinIcon />
      </button>
      <LaunchButton tool={tool} />
    </>
  );
}
