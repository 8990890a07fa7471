import { useEffect, useRef } from 'preact/hooks';
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
  // Without a list yet, what the keyboard would be on is the field that finds a tool in it.
  useEffect(() => {
    if (id === undefined && !isPhone.peek()) searchField(place.current)?.focus();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once, on coming here
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey || isField(event.target)) return;
    if (event.key === '/') searchField(place.current)?.focus();
    else if (event.key === 'Escape' && id !== undefined) leave(id);
    else return;
    event.preventDefault();
  };
  const leave = (tool: string) => {
    router.go({ place: 'tools' });
    place.current?.querySelector<HTMLElement>(`[data-tool="${CSS.escape(tool)}"]`)?.focus();
  };

  return (
    <div ref={place} class={id === undefined ? 'tools' : 'tools with-detail'} onKeyDown={onKeyDown}>
      <ToolsHead />
      <div class="tools-body">
        <ToolListView shown={id} />
        {id !== undefined && <ToolDetailPanel key={id} id={id} onLeave={() => leave(id)} />}
      </div>
      <ToolsFoot />
    </div>
  );
}

function searchField(place: HTMLElement | null): HTMLElement | null {
  return place?.querySelector<HTMLElement>('[type=search]') ?? null;
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
