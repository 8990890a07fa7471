import type { ComponentChildren } from 'preact';
import { isPossible } from '../state/actions';
import { keyCaps } from '../state/key-combination';
import { useWorkbench } from './context';

interface ActionButtonProps {
  readonly id: string;
  /** Another name than the action's own. */
  readonly label?: string;
  readonly class?: string;
  readonly pressed?: boolean;
  /** Done first, such as choosing what the action is about. */
  readonly before?: () => void;
  readonly children: ComponentChildren;
}

/** A button for an action, with its keys in the tooltip. */
export function ActionButton(props: ActionButtonProps) {
  const { actions } = useWorkbench();
  const action = actions.find(props.id);
  if (!action) return null;
  const label = props.label ?? action.title;
  const [keys] = actions.keysOf(action);
  return (
    <button
      type="button"
      class={`icon-button ${props.class ?? ''}`}
      aria-label={label}
      aria-pressed={props.pressed}
      title={keys === undefined ? label : `${label} (${keyCaps(keys).join(' ')})`}
      disabled={!isPossible(action)}
      onClick={() => {
        props.before?.();
        actions.run(action.id);
      }}
    >
      {props.children}
    </button>
  );
}
