import { useEffect, useRef } from 'preact/hooks';
import type { Tab } from '../state/layout';
import { joinWords } from '../state/words';
import { useWorkbench } from './context';
import { startDrag } from './drag';
import { CloseIcon } from './icons';
import type { MenuPlace } from './menu';
import { NameField } from './name-field';
import { NewsMark, newsOf } from './news-mark';
import { StateMark } from './state-mark';

interface TerminalTabProps {
  readonly tab: Tab;
  readonly shown: boolean;
  readonly focused: boolean;
  readonly onMenu: (place: MenuPlace) => void;
}

/** A terminal's tab: what it is called, how it does, and whether it wants to be looked at. */
export function TerminalTab({ tab, shown, focused, onMenu }: TerminalTabProps) {
  const workbench = useWorkbench();
  const element = useRef<HTMLDivElement>(null);
  const terminal = workbench.terminals.find(tab.id);
  const news = newsOf(workbench, tab.id);
  const name = terminal?.name ?? 'Closed terminal';

  useEffect(() => {
    if (shown) element.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [shown]);

  if (terminal && workbench.renaming.value === tab.id) {
    return (
      <div class="tab shown" data-tab>
        <StateMark terminal={terminal} />
        <NameField
          terminal={terminal}
          onDone={(problem) => {
            workbench.renaming.value = undefined;
            if (problem !== undefined) workbench.problem.value = problem;
            workbench.focusTerminal();
          }}
        />
      </div>
    );
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const way = event.key === 'ArrowRight' ? 'nextElementSibling' : 'previousElementSibling';
    if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') focusTab(element.current?.[way]);
    else if (event.key === 'F2') workbench.renaming.value = tab.id;
    else if (event.key === 'Delete') void workbench.askToClose(tab.id);
    else if (event.key === 'ContextMenu') openMenu();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const openMenu = () => {
    const from = element.current?.querySelector<HTMLElement>('.tab-main');
    if (!from) return;
    const { left, bottom } = from.getBoundingClientRect();
    onMenu({ x: left, y: bottom, corner: 'left', from });
  };
  const says = [news?.says, tab.role === 'view' && 'view only'].filter(Boolean);
  const detail = terminal
    ? `${terminal.title || joinWords(terminal.command)}\n${terminal.folder ?? terminal.cwd}`
    : '';

  return (
    <div
      ref={element}
      class={`tab${shown ? ' shown' : ''}${news ? ' unread' : ''}`}
      data-tab
      onPointerDown={(event) => startDrag(workbench, { id: tab.id, name }, event)}
      onAuxClick={(event) => {
        if (event.button === 1) void workbench.askToClose(tab.id);
      }}
      onContextMenu={(event) => {
        event.preventDefault();
        const from = element.current?.querySelector<HTMLElement>('.tab-main');
        if (from) onMenu({ x: event.clientX, y: event.clientY, corner: 'left', from });
      }}
    >
      <button
        type="button"
        class="tab-main"
        aria-current={shown ? 'true' : undefined}
        tabIndex={shown ? 0 : -1}
        title={[name, detail, ...says].filter(Boolean).join('\n')}
        onClick={() => workbench.show(tab.id)}
        onDblClick={() => (workbench.renaming.value = tab.id)}
        onKeyDown={onKeyDown}
      >
        {terminal && <StateMark terminal={terminal} />}
        <span class="tab-name">{name}</span>
        {tab.role === 'view' && <span class="badge">view</span>}
        <NewsMark news={news} />
      </button>
      <button
        type="button"
        class="tab-close icon-button"
        aria-label={shown && focused ? 'Close this terminal' : `Close ${name}`}
        title={`Close ${name}`}
        tabIndex={-1}
        onPointerDown={(event) => event.stopPropagation()}
        // The keyboard stays where it is, should the answer be to keep it.
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => void workbench.askToClose(tab.id)}
      >
        <CloseIcon />
      </button>
    </div>
  );
}

function focusTab(tab: Element | null | undefined): void {
  tab?.querySelector<HTMLElement>('.tab-main')?.focus();
}
