import { useEffect, useRef, useState } from 'preact/hooks';
import { sentence } from '../net/problem';
import { followWhileVisible } from '../state/presence';
import { useWorkbench } from './context';
import { HelpDialog } from './help-dialog';
import { Login } from './login';
import { NewTerminalDialog } from './new-terminal-dialog';
import { Nothing } from './nothing';
import { Rail } from './rail';
import { shortcutOf } from './shortcuts';
import { TerminalListPanel } from './terminal-list-panel';
import { TerminalPane } from './terminal-pane';

export function App() {
  const { session } = useWorkbench();
  switch (session.state.value.is) {
    case 'checking':
      return null;
    case 'signed-out':
      return <Login why={session.state.value.why} />;
    case 'signed-in':
      return <Places />;
  }
}

type Dialog = 'none' | 'new' | 'help';

function Places() {
  const workbench = useWorkbench();
  const [dialog, setDialog] = useState<Dialog>('none');
  const [openError, setOpenError] = useState<string>();
  const list = useRef<HTMLElement>(null);
  const route = workbench.router.route.value;

  const openShell = async () => {
    const result = await workbench.open({});
    setOpenError(result.ok ? undefined : sentence(result.failure));
  };

  useEffect(() => followWhileVisible(workbench.terminals), [workbench]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const name = shortcutOf(event);
      if (!name) return;
      event.preventDefault();
      switch (name) {
        case 'new':
          void openShell();
          return;
        case 'next':
          workbench.step(1);
          return;
        case 'previous':
          workbench.step(-1);
          return;
        case 'list':
          focusList(list.current);
          return;
        case 'help':
          setDialog('help');
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });

  // A dialog's own close event may come when another is open already.
  const closing = (which: Dialog) => () => {
    setDialog((shown) => (shown === which ? 'none' : shown));
  };
  return (
    <div class={`places at-${route.place}`}>
      <Rail onHelp={() => setDialog('help')} />
      <TerminalListPanel
        ref={list}
        error={openError}
        onDismissError={() => setOpenError(undefined)}
        onNew={() => void openShell()}
        onNewWith={() => setDialog('new')}
      />
      <main>
        {route.place === 'terminal' ? (
          <TerminalPane key={`${route.id} ${route.role}`} id={route.id} role={route.role} />
        ) : (
          <Nothing onNew={() => void openShell()} />
        )}
      </main>
      {dialog === 'new' && <NewTerminalDialog onClose={closing('new')} />}
      {dialog === 'help' && <HelpDialog onClose={closing('help')} />}
    </div>
  );
}

function focusList(list: HTMLElement | null): void {
  const row =
    list?.querySelector<HTMLElement>('a[aria-current]') ?? list?.querySelector('a, button');
  if (row instanceof HTMLElement) row.focus();
}
