import type { Ref } from 'preact';
import { useWorkbench } from './context';
import { CloseIcon, OptionsIcon, PlusIcon } from './icons';
import { TerminalRow } from './terminal-row';

interface TerminalListPanelProps {
  readonly ref: Ref<HTMLElement>;
  readonly error: string | undefined;
  readonly onDismissError: () => void;
  readonly onNew: () => void;
  readonly onNewWith: () => void;
}

export function TerminalListPanel(props: TerminalListPanelProps) {
  const { terminals, router } = useWorkbench();
  const route = router.route.value;
  const list = terminals.list.value;
  return (
    <section class="list-panel" ref={props.ref} aria-labelledby="list-title">
      <header>
        <h1 id="list-title">
          Terminals <span class="count">{list.length > 0 && list.length}</span>
        </h1>
        <button
          type="button"
          class="icon-button"
          aria-label="New terminal"
          title="New terminal (Ctrl Shift Enter)"
          onClick={props.onNew}
        >
          <PlusIcon />
        </button>
        <button
          type="button"
          class="icon-button"
          aria-label="New terminal with a command or folder"
          title="New terminal with a command or folder"
          onClick={props.onNewWith}
        >
          <OptionsIcon />
        </button>
      </header>
      {props.error && (
        <p class="error list-error" role="alert">
          {props.error}
          <button
            type="button"
            class="icon-button"
            aria-label="Dismiss"
            onClick={props.onDismissError}
          >
            <CloseIcon />
          </button>
        </p>
      )}
      <ul>
        {list.map((terminal) => (
          <TerminalRow
            key={terminal.id}
            terminal={terminal}
            shown={route.place === 'terminal' && route.id === terminal.id}
          />
        ))}
      </ul>
      {terminals.freshness.value === 'stale' && (
        <p class="stale" role="status">
          The hub does not answer. This list may be out of date.
        </p>
      )}
    </section>
  );
}
