import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Result } from '../../net/api';
import { sentence } from '../../net/problem';
import type { Failure } from '../../net/problem';
import type { ToolDetail, ToolInfo } from '../../net/tool-info';
import { categoryName } from '../../state/tool-list';
import { ownerWords, updateWords, versionWords } from '../../state/tool-words';
import { useWorkbench } from '../context';
import { BackIcon, CloseIcon, LinkIcon, PinIcon } from '../icons';
import { ToolCopies } from './tool-copies';
import { ToolLaunch } from './tool-launch';
import { ToolMark } from './tool-mark';
import { ToolRecipes } from './tool-recipes';
import { When } from './when';

interface PanelProps {
  readonly id: string;
  readonly onLeave: () => void;
}

/** All that is known of one tool. What the list knows shows at once, the rest when it comes. */
export function ToolDetailPanel({ id, onLeave }: PanelProps) {
  const { tools } = useWorkbench();
  const known = tools.byId.value.get(id);
  const answer = useDetail(id, known);
  const panel = useRef<HTMLElement>(null);
  // Whoever asked for it goes on from here; Escape leads back.
  useLayoutEffect(() => panel.current?.focus({ preventScroll: true }), []);
  const detail = answer?.ok ? answer.value : undefined;
  const tool = known ?? detail;
  if (!tool) {
    return (
      <aside ref={panel} class="tool-detail" tabIndex={-1} aria-label={id}>
        {answer?.ok === false && <Unknown id={id} failure={answer.failure} onLeave={onLeave} />}
      </aside>
    );
  }
  return (
    <aside ref={panel} class="tool-detail" tabIndex={-1} aria-labelledby="tool-title">
      <Head tool={tool} onLeave={onLeave} />
      {answer?.ok === false && (
        <p class="error" role="alert">
          {sentence(answer.failure)}
        </p>
      )}
      {tool.launchable && <ToolLaunch tool={tool} detail={detail} />}
      <ToolRecipes tool={tool} detail={detail} />
      <ToolCopies tool={tool} detail={detail} />
      {detail && detail.note !== '' && <p class="tool-note">{detail.note}</p>}
    </aside>
  );
}

/** Asked anew whenever something else becomes known of the tool. */
function useDetail(id: string, known: ToolInfo | undefined): Result<ToolDetail> | undefined {
  const { tools } = useWorkbench();
  const [answer, setAnswer] = useState<Result<ToolDetail>>();
  useEffect(() => {
    let late = false;
    void tools.detail(id).then((result) => {
      if (!late) setAnswer(result);
    });
    return () => (late = true);
  }, [tools, id, known]);
  return answer;
}

function Head({ tool, onLeave }: { tool: ToolInfo; onLeave: () => void }) {
  const { toolMemory } = useWorkbench();
  const { version, versionState, owner, update } = tool;
  const pinned = toolMemory.values.value.pinned.includes(tool.id);
  return (
    <header class="tool-head">
      <button
        type="button"
        class="icon-button only-phone"
        aria-label="Back to all tools"
        onClick={onLeave}
      >
        <BackIcon />
      </button>
      <ToolMark tool={tool} />
      <div class="tool-title">
        <h2 id="tool-title">{tool.name}</h2>
        <p class="tool-sub">
          {tool.installed ? (
            <>
              <span class="mono">{versionWords(versionState, version)}</span>
              {' · '}
              {ownerWords(owner)}
            </>
          ) : (
            <>Not installed · {categoryName(tool.category)}</>
          )}
        </p>
        {update && (
          <p class={update.newer ? 'tool-sub newer' : 'tool-sub'}>
            {update.newer ? `${updateWords(update)}; asked ` : 'The newest there is, asked '}
            <When ms={Date.parse(update.checkedAt)} />
          </p>
        )}
      </div>
      <a
        class="icon-link"
        href={tool.homepage}
        target="_blank"
        rel="noreferrer"
        aria-label={`Home page of ${tool.name}`}
        title={tool.homepage}
      >
        <LinkIcon />
      </a>
      {tool.installed && (
        <button
          type="button"
          class="icon-button"
          aria-label={`Pin ${tool.name}`}
          aria-pressed={pinned}
          title={pinned ? 'Unpin' : 'Pin: it stands first in the list'}
          onClick={() => toolMemory.togglePin(tool.id)}
        >
          <PinIcon />
        </button>
      )}
      <button
        type="button"
        class="icon-button not-phone"
        aria-label="Close"
        title="Close (Escape)"
        onClick={onLeave}
      >
        <CloseIcon />
      </button>
    </header>
  );
}

interface UnknownProps {
  readonly id: string;
  readonly failure: Failure;
  readonly onLeave: () => void;
}

function Unknown({ id, failure, onLeave }: UnknownProps) {
  const missing = failure.kind === 'refused' && failure.problem.status === 404;
  return (
    <div class="tools-none" role="alert">
      <p>{missing ? `No tool of the catalogue is “${id}”.` : sentence(failure)}</p>
      <button type="button" onClick={onLeave}>
        Show all tools
      </button>
    </div>
  );
}
