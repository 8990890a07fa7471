import { useRef, useState } from 'preact/hooks';
import { sentence } from '../net/problem';
import type { TerminalInfo } from '../net/terminal-info';
import { exitText } from '../state/status';
import { pathOf } from '../state/route';
import { joinWords } from '../state/words';
import { CloseDialog } from './close-dialog';
import { useWorkbench } from './context';
import { CloseIcon, PencilIcon } from './icons';
import { NameField } from './name-field';
import { StateMark } from './state-mark';

interface TerminalRowProps {
  readonly terminal: TerminalInfo;
  readonly shown: boolean;
}

export function TerminalRow({ terminal, shown }: TerminalRowProps) {
  const workbench = useWorkbench();
  const [doing, setDoing] = useState<'nothing' | 'renaming' | 'closing'>('nothing');
  const [error, setError] = useState<string>();
  const link = useRef<HTMLAnchorElement>(null);

  const close = async () => {
    if (terminal.state === 'running') {
      setDoing('closing');
      return;
    }
    const result = await workbench.close(terminal.id);
    if (!result.ok) setError(sentence(result.failure));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (event.key === 'F2') setDoing('renaming');
    else if (event.key === 'Delete') void close();
    else if (event.key === 'ArrowDown') focusRow(link.current, 'nextElementSibling');
    else if (event.key === 'ArrowUp') focusRow(link.current, 'previousElementSibling');
    else return;
    event.preventDefault();
  };

  return (
    <li class={shown ? 'row shown' : 'row'}>
      {doing === 'renaming' ? (
        <div class="row-main">
          <StateMark terminal={terminal} />
          <NameField
            terminal={terminal}
            onDone={(problem) => {
              setDoing('nothing');
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
          onDblClick={() => setDoing('renaming')}
          onKeyDown={onKeyDown}
        >
          <StateMark terminal={terminal} />
          <span class="row-name">{terminal.name}</span>
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
            <span class="row-where" title={terminal.cwd}>
              <bdi>{terminal.cwd}</bdi>
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
          onClick={() => setDoing('renaming')}
        >
          <PencilIcon />
        </button>
        <button
          type="button"
          class="icon-button"
          aria-label={`Close ${terminal.name}`}
          title="Close (Delete)"
          onClick={() => void close()}
        >
          <CloseIcon />
        </button>
      </span>
      {error && (
        <p class="error" role="alert">
          {error}
        </p>
      )}
      {doing === 'closing' && (
        <CloseDialog terminal={terminal} onClose={() => setDoing('nothing')} />
      )}
    </li>
  );
}

/** The program's own title says most; without one, the command does. */
function whatRuns(terminal: TerminalInfo): string {
  return terminal.title || joinWords(terminal.command);
}

function focusRow(from: Element | null, way: 'nextElementSibling' | 'previousElementSibling') {
  from?.closest('li')?.[way]?.querySelector('a')?.focus();
}
