import { useState } from 'preact/hooks';
import type { Action } from '../state/actions';
import { isTyping, pressed, writeKeys } from '../state/key-combination';
import { useWorkbench } from './context';
import { KeyCombination } from './key-combination';

/** The keys that the page keeps from programs in terminals; each can be changed or given up. */
export function KeySettings() {
  const { actions, settings } = useWorkbench();
  const [changing, setChanging] = useState<string>();
  const changed = Object.keys(settings.values.value.keys).length > 0;
  return (
    <section aria-labelledby="settings-keys">
      <h2 id="settings-keys">Keys</h2>
      <p class="faint">
        Keys typed in a terminal belong to its program, except these. One that is taken away here
        reaches the program again; everything stays in reach through the palette.
      </p>
      <ul class="key-list">
        {actions.all.value.map((action) => (
          <li key={action.id}>
            <span>{action.title}</span>
            {changing === action.id ? (
              <KeyRecorder action={action} onDone={() => setChanging(undefined)} />
            ) : (
              <KeysOf action={action} onChange={() => setChanging(action.id)} />
            )}
          </li>
        ))}
      </ul>
      {changed && (
        <button type="button" onClick={() => settings.change({ keys: {} })}>
          All keys as they came
        </button>
      )}
    </section>
  );
}

function KeysOf({ action, onChange }: { action: Action; onChange: () => void }) {
  const { actions, settings } = useWorkbench();
  const keys = actions.keysOf(action);
  const verb = keys.length > 0 ? 'Change' : 'Set';
  const isChanged = settings.values.value.keys[action.id] !== undefined;
  return (
    <span class="keys-of">
      {keys.map((combination) => (
        <KeyCombination key={combination} keys={combination} />
      ))}
      <button
        type="button"
        class="link-button"
        aria-label={`${verb} the keys of: ${action.title}`}
        onClick={onChange}
      >
        {verb}
      </button>
      {keys.length > 0 && (
        <button
          type="button"
          class="link-button"
          aria-label={`Remove the keys of: ${action.title}`}
          onClick={() => settings.bind(action.id, [])}
        >
          Remove
        </button>
      )}
      {isChanged && (
        <button
          type="button"
          class="link-button"
          aria-label={`Reset the keys of: ${action.title}`}
          onClick={() => settings.bind(action.id, undefined)}
        >
          Reset
        </button>
      )}
    </span>
  );
}

/** Takes the next combination that is pressed. */
function KeyRecorder({ action, onDone }: { action: Action; onDone: () => void }) {
  const { actions, settings } = useWorkbench();
  const [problem, setProblem] = useState<string>();

  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'Tab') {
      onDone();
      return;
    }
    event.preventDefault();
    const combination = pressed(event);
    if (!combination) return;
    if (combination.key === 'Escape') {
      onDone();
      return;
    }
    const keys = writeKeys(combination);
    const other = actions.having(keys);
    if (isTyping(combination)) setProblem('That is needed for typing. Add Ctrl or Alt.');
    else if (other && other.id !== action.id) setProblem(`“${other.title}” has these keys.`);
    else {
      settings.bind(action.id, [keys]);
      onDone();
    }
  };
  return (
    <span class="keys-of">
      <input
        class="key-recorder"
        readOnly
        autofocus
        ref={(input) => input?.focus()}
        placeholder="Press the keys, or Esc"
        aria-label={`New keys of: ${action.title}`}
        onKeyDown={onKeyDown}
        onBlur={onDone}
      />
      {problem !== undefined && (
        <span class="error" role="alert">
          {problem}
        </span>
      )}
    </span>
  );
}
