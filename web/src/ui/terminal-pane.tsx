import { useEffect, useRef } from 'preact/hooks';
import type { TerminalInfo } from '../net/terminal-info';
import type { Attachment } from '../state/attachment';
import { onMaybeBack } from '../state/presence';
import { ClipboardBar } from './clipboard-bar';
import { useWorkbench } from './context';
import { FileDrop } from './file-drop';
import { KeyRow } from './key-row';

import { SearchBar } from './search-bar';
import { StatusBar } from './status-bar';
import { listenToFingers } from './touch';

interface TerminalPaneProps {
  readonly attachment: Attachment;
  readonly focused: boolean;
}

/** One terminal in full. It is given a new instance for each attachment. */
export function TerminalPane({ attachment, focused }: TerminalPaneProps) {
  const workbench = useWorkbench();
  const { id } = attachment;
  const pane = useRef<HTMLElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const lastKnown = useRef<TerminalInfo>(undefined);
  const terminal = workbench.terminals.find(id) ?? lastKnown.current;
  lastKnown.current = terminal;

  useEffect(() => {
    if (!host.current) return;
    const room = host.current;
    const hide = attachment.show(room);
    const stopWaiting = onMaybeBack(() => attachment.retryNow());
    const stopListening = listenToFingers(room, workbench.settings, (pixels, touch) =>
      attachment.view?.drag(pixels, touch),
    );
    return () => {
      stopListening();
      stopWaiting();
      hide();
    };
  }, [attachment, workbench]);

  useEffect(() => {
    // Effects run after the next frame, when another terminal may have the keyboard already. Two
    // that each took it back then would do so for ever, as taking it makes a group the focused one.
    const stillFocused = focused && workbench.isFocused(id);
    // Who comes to a terminal is about to type.
    if (stillFocused && !isBusyElsewhere()) attachment.focus();
  }, [attachment, focused, id, workbench]);

  // A hub that forgot the terminal may refuse the stream without saying why.
  const gone =
    attachment.link.value === 'waiting' &&
    workbench.terminals.freshness.value === 'live' &&
    !workbench.terminals.find(id);
  useEffect(() => {
    if (gone) attachment.gone();
  }, [attachment, gone]);

  const isStale = attachment.wasLive.value && attachment.link.value !== 'live';
  return (
    <article class="pane" ref={pane} aria-label={terminal?.name ?? 'Terminal'}>
      {attachment.searching.value && <SearchBar attachment={attachment} />}
      <div
        class={isStale ? 'screen-room stale-screen' : 'screen-room'}
        ref={host}
        onClick={() => attachment.focus()}
      />
      {attachment.role === 'control' && <KeyRow attachment={attachment} />}
      {attachment.role === 'control' && <FileDrop id={id} on={pane} />}
      <ClipboardBar attachment={attachment} />
      <StatusBar attachment={attachment} terminal={terminal} />
    </article>
  );
}

/** Someone writes into a field, the new name of a tab for one: that is not taken from under them. */
function isBusyElsewhere(): boolean {
  const active = document.activeElement;
  return (
    document.querySelector('dialog[open]') !== null ||
    (active instanceof HTMLInputElement && active.closest('.group') !== null)
  );
}
