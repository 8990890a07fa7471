import { keyCaps } from '../state/key-combination';

/** Keys as they are printed on a keyboard, from `Ctrl+Shift+E`. */
export function KeyCombination({ keys }: { keys: string }) {
  return (
    <span class="key-combination">
      {keyCaps(keys).map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}
