import { useEffect } from 'preact/hooks';
import { followWhileVisible, isPhone } from '../state/presence';
import { isAtTerminals } from '../state/route';
import { useWorkbench } from './context';
import { ClashDialog } from './clash-dialog';
import { CommandMenu } from './command-menu';
import { Dialogs } from './dialogs';
import { Login } from './login';
import { places } from './places';
import { ProblemBar } from './problem-bar';
import { Rail } from './rail';
import { TerminalListPanel } from './terminal-list-panel';
import { TerminalsArea } from './terminals-area';
import { useDocumentTitle } from './title';
import { TransfersPanel } from './transfers-panel';

export function App() {
  const { session, ready } = useWorkbench();
  switch (session.state.value.is) {
    case 'checking':
      return null;
    case 'signed-out':
      return <Login why={session.state.value.why} />;
    case 'signed-in':
      return ready.value ? <Places /> : null;
  }
}

function Places() {
  const workbench = useWorkbench();
  const { router, settings, terminalsShown } = workbench;
  const route = router.route.value;
  const place = places.find(({ isHere }) => isHere(route));
  const View = place?.view;
  useDocumentTitle();
  useShortcuts();
  useEffect(() => followWhileVisible(workbench.feed), [workbench]);

  const atTerminals = isAtTerminals(route);
  // On a phone the list has the room to itself, or none.
  const inList = isPhone.value && route.place === 'terminals';
  const withList = atTerminals && !isPhone.value && settings.values.value.listShown;
  return (
    <div class={`places at-${route.place}${withList ? ' with-list' : ''}`}>
      <Rail />
      {withList && <TerminalListPanel />}
      <main aria-label={place?.name}>
        {inList && <TerminalListPanel />}
        {View && (
          <div class="place">
            <View />
          </div>
        )}
        {terminalsShown.value && (
          <div class={atTerminals ? 'terminals-room' : 'terminals-room pulled-up'}>
            <TerminalsArea />
          </div>
        )}
      </main>
      <TransfersPanel />
      <ProblemBar />
      <Dialogs />
      <ClashDialog />
      <CommandMenu />
    </div>
  );
}

/** Keys that belong to the page, wherever the keyboard is; fields and dialogs keep theirs. */
function useShortcuts(): void {
  const { actions } = useWorkbench();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.getModifierState('AltGraph')) return;
      const action = actions.at(event);
      if (!action) return;
      event.preventDefault();
      action.run();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [actions]);
}
