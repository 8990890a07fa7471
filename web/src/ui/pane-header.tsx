import { useState } from 'preact/hooks';
import { sentence } from '../net/problem';
import type { Role } from '../net/socket';
import type { TerminalInfo } from '../net/terminal-info';
import { joinWords } from '../state/words';
import { CloseDialog } from './close-dialog';
import { useWorkbench } from './context';
import { BackIcon, CloseIcon, PencilIcon } from './icons';
import { NameField } from './name-field';
import { StateMark } from './state-mark';

interface PaneHeaderProps {
  readonly terminal: TerminalInfo | undefined;
  readonly role: Role;
}

export function PaneHeader({ terminal, role }: PaneHeaderProps) {
  const workbench = useWorkbench();
  const [doing, setDoing] = useState<'nothing' | 'renaming' | 'closing'>('nothing');
  const [error, setError] = useState<string>();

  const close = async () => {
    if (!terminal) return;
    if (terminal.state === 'running') {
      setDoing('closing');
      return;
    }
    const result = await workbench.close(terminal.id);
    if (!result.ok) setError(sentence(result.failure));
  };

  return (
    <header class="pane-header">
      <button
        type="button"
        class="icon-button only-phone"
        aria-label="Back to the list"
        onClick={() => workbench.router.go({ place: 'terminals' })}
      >
        <BackIcon />
      </button>
      {terminal && <StateMark terminal={terminal} />}
      {terminal && doing === 'renaming' ? (
        <NameField
          terminal={terminal}
          onDone={(problem) => {
            setDoing('nothing');
            setError(problem);
          }}
        />
      ) : (
        <h2 onDblClick={() => setDoing('renaming')}>{terminal?.name}</h2>
      )}
      <span class="pane-what">
        {error ? (
          <span class="error" role="alert">
            {error}
          </span>
        ) : (
          terminal && <What terminal={terminal} />
        )}
      </span>
      {role === 'view' && <span class="badge">View only</span>}
      {terminal && (
        <>
          <button
            type="button"
            class="icon-button"
            aria-label="Rename this terminal"
            title="Rename"
            onClick={() => setDoing('renaming')}
          >
            <PencilIcon />
          </button>
          <button
            type="button"
            class="icon-button"
            aria-label="Close this terminal"
            title="Close"
            onClick={() => void close()}
          >
            <CloseIcon />
          </button>
        </>
      )}
      {terminal && doing === 'closing' && (
        <CloseDialog terminal={terminal} onClose={() => setDoing('nothing')} />
      )}
    </header>
  );
}

function What({ terminal }: { terminal: TerminalInfo }) {
  const command = joinWords(terminal.command);
  return (
    <>
      <span title={`Command: ${command}`}>{terminal.title || command}</span>
      <span class="pane-where" title={`Started in ${terminal.cwd}`}>
        {terminal.cwd}
      </span>
    </>
  );
}
