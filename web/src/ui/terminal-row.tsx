import { useRef, useState } from 'preact/hooks';
import type { TerminalInfo } from '../net/terminal-info';
import { exitText } from '../state/status';
import { pathOf } from '../state/route';
import { joinWords } from '../state/words';
import { useWorkbench } from './context';
import { startDrag } from './drag';
import { CloseIcon, PencilIcon } from './icons';
import { NameField } from './name-field';
import { NewsMark, newsOf } from './news-mark';
import { StateMark } from './state-mark';

interface TerminalRowProps {
  readonly terminal: TerminalInfo;
  readonly shown: boolean;
}

export function TerminalRow({ terminal, shown }: TerminalRowProps) {
  const workbench = useWorkbench();
  const [renaming, setRenaming] = useState(false);
  const [error, setError] = useState<string>();
  const link = useRef<HTMLAnchorElement>(null);

  const where = terminal.folder ?? terminal.cwd;
  const close = () => void workbench.askToClose(terminal.id);
  const news = newsOf(workbench, terminal.id);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (event.key === 'F2') setRenaming(true);
    else if (event.key === 'Delete') close();
    else if (event.key === 'ArrowDown') focusRow(link.current, 'nextElementSibling');
    else if (event.key === 'ArrowUp') focusRow(link.current, 'previousElementSibling');
    else return;
    event.preventDefault();
  };

  return (
    <li class={shown ? 'row shown' : 'row'}>
      {renaming ? (
        <div class="row-main">
          <StateMark terminal={terminal} />
          <NameField
            terminal={terminal}
            onDone={(problem) => {
              setRenaming(false);
              setError(problem);
            }}
          />
        </div>
      ) : (
        <a
          ref={link}
          class="row-main"
          href={pathOf({ place: 'terminal', id: terminal.id, role: 'control' })}
          aria-current={shown ? 'page' : undefined}
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return;
            event.preventDefault();
            workbench.show(terminal.id);
          }}
          draggable={false}
          onPointerDown={(event) => startDrag(workbench, terminal, event)}
          onDblClick={() => setRenaming(true)}
          onKeyDown={onKeyDown}
        >
          <StateMark terminal={terminal} />
          <span class={news ? 'row-name unread' : 'row-name'}>
            {terminal.name}
            <NewsMark news={news} />
          </span>
          <span class="row-side">
            {terminal.state === 'exited' && terminal.exit ? (
              <span class="row-exit" title={exitText(terminal.exit)}>
                {terminal.exit.signal ?? `exit ${terminal.exit.code ?? '?'}`}
              </span>
            ) : (
              terminal.viewers > 1 && (
                <span class="faint" title={`${terminal.viewers} viewers`}>
                  {terminal.viewers} viewers
                </span>
              )
            )}
          </span>
          <span class="row-more">
            <span class="row-what" title={whatRuns(terminal)}>
              {whatRuns(terminal)}
            </span>
            <span class="row-where" title={where}>
              {folderName(where)}
            </span>
          </span>
        </a>
      )}
      <span class="row-actions">
        <button
          type="button"
          class="icon-button"
          aria-label={`Rename ${terminal.name}`}
          title="Rename (F2)"
          onClick={() => setRenaming(true)}
        >
          <PencilIcon />
        </button>
        <button
          type="button"
          class="icon-button"
          aria-label={`Close ${terminal.name}`}
          title="Close (Delete)"
          onClick={() => close()}
        >
          <CloseIcon />
        </button>
      </span>
      {error && (
        <p class="error" role="alert">
          {error}
        </p>
      )}
    </li>
  );
}

/** The program's own title says most; without one, the command does. */
function whatRuns(terminal: TerminalInfo): string {
  return terminal.title || joinWords(terminal.command);
}

/** A path's end says most; the whole of it is in the status bar. */
function folderName(path: string): string {
  return path.slice(path.lastIndexOf('/', path.length - 2) + 1);
}

function focusRow(from: Element | null, way: 'nextElementSibling' | 'previousElementSibling') {
  from?.closest('li')?.[way]?.querySelector('a')?.focus();
}
