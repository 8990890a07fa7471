import { useEffect, useRef, useState } from 'preact/hooks';
import type { Role } from '../net/socket';
import type { TerminalInfo } from '../net/terminal-info';
import { Attachment } from '../state/attachment';
import { onMaybeBack } from '../state/presence';
import { useWorkbench } from './context';
import { PaneHeader } from './pane-header';
import { shortcutOf } from './shortcuts';
import { StatusBar } from './status-bar';

interface TerminalPaneProps {
  readonly id: string;
  readonly role: Role;
}

/** One terminal in full. It is given a new instance for each terminal and role. */
export function TerminalPane({ id, role }: TerminalPaneProps) {
  const workbench = useWorkbench();
  const [attachment, setAttachment] = useState<Attachment>();
  const host = useRef<HTMLDivElement>(null);
  const lastKnown = useRef<TerminalInfo>(undefined);
  const terminal = workbench.terminals.find(id) ?? lastKnown.current;
  lastKnown.current = terminal;

  useEffect(() => {
    if (!host.current) return;
    const created = new Attachment(host.current, {
      id,
      role,
      name: workbench.terminals.find(id)?.name ?? id,
      appearance: workbench.theme.appearance.peek(),
      isShortcut: (event) => shortcutOf(event) !== undefined,
      onFitting: (size) => {
        workbench.lastSize = size;
      },
    });
    setAttachment(created);
    const stop = onMaybeBack(() => created.retryNow());
    return () => {
      stop();
      created.dispose();
    };
  }, [id, role, workbench]);

  const appearance = workbench.theme.appearance.value;
  useEffect(() => attachment?.appear(appearance), [attachment, appearance]);
  const exit = terminal?.state === 'exited' ? terminal.exit : undefined;
  useEffect(() => {
    if (exit) attachment?.exited(exit);
  }, [attachment, exit]);

  const isStale = attachment?.wasLive.value && attachment.link.value !== 'live';
  // A hub that forgot the terminal may refuse the stream without saying why.
  const gone =
    attachment?.link.value === 'waiting' &&
    workbench.terminals.freshness.value === 'live' &&
    !workbench.terminals.find(id);
  useEffect(() => {
    if (gone) attachment.gone();
  }, [attachment, gone]);
  const name = terminal?.name;
  useEffect(() => {
    document.title = name === undefined ? 'Patchbay' : `${name} · Patchbay`;
    return () => (document.title = 'Patchbay');
  }, [name]);

  return (
    <article class="pane" aria-label={terminal?.name ?? 'Terminal'}>
      <PaneHeader terminal={terminal} role={role} />
      <div class={isStale ? 'screen-room stale-screen' : 'screen-room'}>
        <div class="screen" ref={host} onClick={() => attachment?.focus()} />
      </div>
      {attachment && <StatusBar attachment={attachment} terminal={terminal} id={id} role={role} />}
    </article>
  );
}
