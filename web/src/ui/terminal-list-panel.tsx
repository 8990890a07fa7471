import { useEffect, useRef } from 'preact/hooks';
import { isPhone } from '../state/presence';
import { ActionButton } from './action-button';
import { useWorkbench } from './context';
import { OptionsIcon, PlusIcon } from './icons';
import { NeedsList } from './needs-list';
import { Nothing } from './nothing';
import { TerminalRow } from './terminal-row';

export function TerminalListPanel() {
  const { terminals, desk, listFocus, inbox } = useWorkbench();
  const panel = useRef<HTMLElement>(null);
  const list = terminals.list.value;
  const needs = inbox.needs.value;
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
      {isPhone.value && needs.length > 0 && (
        <section class="list-needs" aria-labelledby="needs-title">
          <h2 id="needs-title">Needs you</h2>
          <NeedsList needs={needs} />
        </section>
      )}
      {isPhone.value && list.length === 0 ? (
        <Nothing />
      ) : (
        <ul>
          {list.map((terminal) => (
            <TerminalRow
              key={terminal.id}
              terminal={terminal}
              shown={desk.focused.value?.id === terminal.id}
            />
          ))}
        </ul>
      )}
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
