import { useWorkbench } from './context';
import { KeyCombination } from './key-combination';
import { shortcuts } from './shortcuts';

/** Beside the list when no terminal is shown: the one next step. */
export function Nothing({ onNew }: { onNew: () => void }) {
  const { terminals } = useWorkbench();
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
        <button type="button" class="primary" onClick={onNew}>
          New terminal
        </button>
      </p>
      <p class="faint">From a shell on this machine:</p>
      <p>
        <code>./patchbay run -- htop</code>
      </p>
      <dl class="keys">
        {shortcuts.map(({ name, keys, does }) => (
          <div key={name}>
            <dt>{does}</dt>
            <dd>
              <KeyCombination keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
