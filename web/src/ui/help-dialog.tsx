import type { Action } from '../state/actions';
import { useWorkbench } from './context';
import { Dialog } from './dialog';
import { KeyCombination } from './key-combination';
import { listKeys, screenKeys } from './shortcuts';

/** All keys that the page or a screen keeps, as they are now. */
export function HelpDialog({ onClose }: { onClose: () => void }) {
  const { actions } = useWorkbench();
  const groups = new Map<string, Action[]>();
  for (const action of actions.all.value) {
    if (actions.keysOf(action).length === 0) continue;
    groups.set(action.group, [...(groups.get(action.group) ?? []), action]);
  }
  return (
    <Dialog title="Keys" wide onClose={onClose}>
      <p>
        Keys typed in a terminal belong to its program, except these, which can be changed in the
        settings. Ctrl+W, Ctrl+T and Ctrl+N belong to the browser; in full screen some leave them to
        the program.
      </p>
      <div class="key-groups">
        {[...groups].map(([group, members]) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl class="keys">
              {members.map((action) => (
                <KeyRow
                  key={action.id}
                  does={action.title}
                  keys={actions.keysOf(action)[0] ?? ''}
                />
              ))}
            </dl>
          </section>
        ))}
        <section>
          <h3>In a terminal</h3>
          <dl class="keys">
            {screenKeys.map(({ does, keys }) => (
              <KeyRow key={does} does={does} keys={keys} />
            ))}
          </dl>
        </section>
        <section>
          <h3>In the list and on tabs</h3>
          <dl class="keys">
            {listKeys.map(({ does, keys }) => (
              <KeyRow key={does} does={does} keys={keys} />
            ))}
          </dl>
        </section>
      </div>
      <div class="dialog-actions">
        <button type="button" onClick={onClose}>
          Close
        </button>
      </div>
    </Dialog>
  );
}

function KeyRow({ does, keys }: { does: string; keys: string }) {
  return (
    <div>
      <dt>{does}</dt>
      <dd>
        <KeyCombination keys={keys} />
      </dd>
    </div>
  );
}
