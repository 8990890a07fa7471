import { useState } from 'preact/hooks';
import { sentence } from '../net/problem';
import type { TerminalInfo } from '../net/terminal-info';
import { groupWith } from '../state/layout';
import { useWorkbench } from './context';
import { Dialog } from './dialog';

interface CloseDialogProps {
  readonly terminal: TerminalInfo;
  /** What would be ended. */
  readonly running: string;
  readonly onClose: () => void;
}

/** Asked only where something still runs: closing ends it. */
export function CloseDialog({ terminal, running, onClose }: CloseDialogProps) {
  const workbench = useWorkbench();
  const [error, setError] = useState<string>();

  const hasTab = groupWith(workbench.desk.layout.value, terminal.id) !== undefined;

  const end = async () => {
    const result = await workbench.close(terminal.id);
    if (result.ok) onClose();
    else setError(sentence(result.failure));
  };

  return (
    <Dialog title={`Close ${terminal.name}?`} onClose={onClose}>
      <p>
        <code>{running}</code> is running there. Closing ends it and everything it started, for
        every viewer.
      </p>
      {error && (
        <p class="error" role="alert">
          {error}
        </p>
      )}
      <div class="dialog-actions">
        {hasTab && (
          <button
            type="button"
            class="link-button at-start"
            onClick={() => {
              onClose();
              workbench.closeTab(terminal.id);
            }}
          >
            Close the tab only
          </button>
        )}
        <button type="button" onClick={onClose}>
          Keep it
        </button>
        <button type="button" class="danger" autofocus onClick={() => void end()}>
          End and close
        </button>
      </div>
    </Dialog>
  );
}
