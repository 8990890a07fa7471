import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { sentence } from '../net/problem';
import type { TerminalInfo } from '../net/terminal-info';
import type { Attachment } from '../state/attachment';
import { refusal, statusOf } from '../state/status';
import type { Standing, Status } from '../state/status';
import { joinWords } from '../state/words';
import { useWorkbench } from './context';

/** How long a refused key is answered; renewed by the next one. */
const REFUSAL_MS = 2500;

interface StatusBarProps {
  readonly attachment: Attachment;
  readonly terminal: TerminalInfo | undefined;
}

/** The line under a terminal, always there, so that nothing moves when it has something to say. */
export function StatusBar({ attachment, terminal }: StatusBarProps) {
  const workbench = useWorkbench();
  const { id, role } = attachment;
  const [error, setError] = useState<string>();
  const refused = useRecent(attachment.refusals.value);
  const standing: Standing = {
    link: attachment.link.value,
    endReason: attachment.endReason.value,
    wasLive: attachment.wasLive.value,
    exit: attachment.exit.value,
    role,
    sizedElsewhere: attachment.screenSize.isSetElsewhere.value,
    notice: attachment.notice.value,
    attention: terminal?.attention,
  };
  const status: Status = error ? { tone: 'bad', text: error } : statusOf(standing);
  const size = attachment.screenSize.size.value;

  const runAgain = async () => {
    if (!terminal) return;
    const result = await workbench.runAgain(terminal);
    if (!result.ok) setError(sentence(result.failure));
  };
  // What is typed next is for the terminal again.
  const stay = (act: () => void) => () => {
    act();
    attachment.focus();
  };
  const actions: Record<NonNullable<Status['action']>, { label: string; do: () => void }> = {
    retry: { label: 'Retry now', do: stay(() => attachment.retryNow()) },
    reload: { label: 'Reload', do: () => location.reload() },
    'run-again': { label: 'Run again', do: () => void runAgain() },
    fit: { label: 'Fit to this window', do: stay(() => attachment.claimSize()) },
    dismiss: { label: 'Dismiss', do: stay(() => (attachment.notice.value = undefined)) },
    'close-tab': { label: 'Close the tab', do: () => workbench.closeTab(id) },
    watch: { label: 'Watch only', do: () => workbench.show(id, 'view') },
  };
  const action = status.action && actions[status.action];

  return (
    <footer class={`status-bar ${refused ? 'refused' : status.tone}`}>
      <span class="status-text" role="status">
        {refused ? refusal(standing) : status.text}
      </span>
      {action && <StatusAction attachment={attachment} label={action.label} onClick={action.do} />}
      <span class="status-facts">
        {role === 'view' && <span class="badge">View only</span>}
        {attachment.pointedLink.value !== undefined ? (
          <span class="status-link">{attachment.pointedLink.value}</span>
        ) : (
          terminal && <What terminal={terminal} lastCommand={attachment.command.value} />
        )}
        {terminal && terminal.viewers > 1 && <span>{terminal.viewers} viewers</span>}
        {size && (
          <span title="Columns × rows" aria-busy={!attachment.screenSize.isSettled.value}>
            {size.cols} × {size.rows}
          </span>
        )}
      </span>
    </footer>
  );
}

interface StatusActionProps {
  readonly attachment: Attachment;
  readonly label: string;
  readonly onClick: () => void;
}

/**
 * A button that goes away when it has helped, or when its cause went by itself: in the middle of a
 * click too, which then does nothing. The focus must not go with it.
 */
function StatusAction({ attachment, label, onClick }: StatusActionProps) {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const shown = button.current;
    return () => {
      if (shown !== null && document.activeElement === shown) attachment.focus();
    };
  }, [attachment]);
  return (
    <button type="button" class="link-button" ref={button} onClick={onClick}>
      {label}
    </button>
  );
}

interface WhatProps {
  readonly terminal: TerminalInfo;
  /** Of a shell that marks its commands; says more than the shell does. */
  readonly lastCommand: string | undefined;
}

function What({ terminal, lastCommand }: WhatProps) {
  const command = joinWords(terminal.command);
  const title = lastCommand === undefined ? `Command: ${command}` : 'The last command';
  return (
    <>
      <span class="status-what" title={title}>
        {lastCommand ?? (terminal.title || command)}
      </span>
      <span
        class="status-where"
        title={terminal.folder ? `Now in ${terminal.folder}` : `Started in ${terminal.cwd}`}
      >
        <bdi>{terminal.folder ?? terminal.cwd}</bdi>
      </span>
    </>
  );
}

/** True for a while after each change of `count`. */
function useRecent(count: number): boolean {
  const [seen, setSeen] = useState(count);
  useEffect(() => {
    const timer = setTimeout(() => setSeen(count), REFUSAL_MS);
    return () => clearTimeout(timer);
  }, [count]);
  return count !== seen;
}
