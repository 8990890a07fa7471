import { useEffect, useRef } from 'preact/hooks';
import type { RefObject } from 'preact';
import { isPhone } from '../../state/presence';
import { useWorkbench } from '../context';
import { ToolDetailPanel } from './tool-detail-panel';
import { ToolListView } from './tool-list-view';
import { ToolsFoot } from './tools-foot';
import { ToolsHead } from './tools-head';

/** The tools of the hub's machine, and beside them the one that is looked at. */
export function ToolsPlace() {
  const { tools, router } = useWorkbench();
  const place = useRef<HTMLDivElement>(null);
  const route = router.route.value;
  const id = route.place === 'tools' ? route.tool : undefined;

  useEffect(() => tools.load(), [tools]);
  useFocus(place, id);

  const leave = () => router.go({ place: 'tools' });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Escape' && id !== undefined) leave();
    else if (event.key === '/' && !isField(event.target)) searchField(place)?.focus();
    else return;
    event.preventDefault();
  };

  return (
    <div ref={place} class={id === undefined ? 'tools' : 'tools with-detail'} onKeyDown={onKeyDown}>
      {/* A phone has no room for the head then, but whoever listens still hears where this is. */}
      {id !== undefined && isPhone.value && <h1 class="only-read">Tools</h1>}
      <ToolsHead />
      <div class="tools-body">
        <ToolListView shown={id} />
        {id !== undefined && <ToolDetailPanel key={id} id={id} onLeave={leave} />}
      </div>
      <ToolsFoot />
    </div>
  );
}

/**
 * Gives the keyboard to the field that finds a tool, and back to a tool's row once its details are
 * left; the details take it themselves.
 */
function useFocus(place: RefObject<HTMLElement | null>, id: string | undefined): void {
  const before = useRef(id);
  useEffect(() => {
    const left = before.current;
    before.current = id;
    if (id !== undefined) return;
    if (left !== undefined) rowOf(place, left)?.focus();
    else if (!isPhone.peek()) searchField(place)?.focus();
  }, [place, id]);
}

function rowOf({ current }: RefObject<HTMLElement | null>, tool: string): HTMLElement | null {
  return current?.querySelector<HTMLElement>(`[data-tool="${CSS.escape(tool)}"]`) ?? null;
}

function searchField({ current }: RefObject<HTMLElement | null>): HTMLElement | null {
  return current?.querySelector<HTMLElement>('[type=search]') ?? null;
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
