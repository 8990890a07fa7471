import { useEffect, useRef } from 'preact/hooks';
import { ActionButton } from './action-button';
import { useWorkbench } from './context';
import { OptionsIcon, PlusIcon } from './icons';
import { TerminalRow } from './terminal-row';

export function TerminalListPanel() {
  const { terminals, desk, listFocus } = useWorkbench();
  const panel = useRef<HTMLElement>(null);
  const list = terminals.list.value;
  const wishes = listFocus.value;
  const answered = useRef(wishes);

  useEffect(() => {
    if (wishes !== answered.current) focusRow(panel.current);
    answered.current = wishes;
  }, [wishes]);

  return (
    <section class="list-panel" ref={panel} aria-labelledby="list-title">
      <header>
        <h1 id="list-title">
          Terminals <span class="count">{list.length > 0 && list.length}</span>
        </h1>
        <ActionButton id="terminal.new">
          <PlusIcon />
        </ActionButton>
        <ActionButton id="terminal.new-with" label="New terminal with a command or folder">
          <OptionsIcon />
        </ActionButton>
      </header>
      <ul>
        {list.map((terminal) => (
          <TerminalRow
            key={terminal.id}
            terminal={terminal}
            shown={desk.focused.value?.id === terminal.id}
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

function focusRow(panel: HTMLElement | null): void {
  const row =
    panel?.querySelector<HTMLElement>('a[aria-current]') ?? panel?.querySelector('a, button');
  if (row instanceof HTMLElement) row.focus();
}
