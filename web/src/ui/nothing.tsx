import { useWorkbench } from './context';
import { KeyCombination } from './key-combination';

/** What is said of keys where no terminal is shown; the help has them all. */
const FIRST_KEYS = ['terminal.new', 'palette.open', 'split.right', 'terminal.next', 'page.help'];

/** When no terminal is shown: the one next step. */
export function Nothing() {
  const { terminals, actions } = useWorkbench();
  if (terminals.freshness.value === 'loading') return null;
  const none = terminals.list.value.length === 0;
  return (
    <div class="nothing">
      <h2>{none ? 'No terminal is open' : 'No terminal is shown'}</h2>
      <p>
        {none
          ? 'A terminal runs in the hub, not in this page: it goes on when the page is closed, and any browser can come back to it.'
          : 'Choose one from the list, or open another.'}
      </p>
      <p>
        <button type="button" class="primary" onClick={() => actions.run('terminal.new')}>
          New terminal
        </button>
      </p>
      <p class="faint">From a shell on this machine:</p>
      <p>
        <code>./patchbay run -- htop</code>
      </p>
      <dl class="keys">
        {FIRST_KEYS.map((id) => {
          const action = actions.find(id);
          const keys = action && actions.keysOf(action)[0];
          return keys === undefined ? null : (
            <div key={id}>
              <dt>{action?.title}</dt>
              <dd>
                <KeyCombination keys={keys} />
              </dd>
            </div>
          );
        })}
      </dl>
    </div>
  );
}
