import { Dialog } from './dialog';
import { KeyCombination } from './key-combination';
import { listKeys, screenKeys, shortcuts } from './shortcuts';

export function HelpDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keys" onClose={onClose}>
      <p>Keys typed in a terminal belong to its program, except these:</p>
      <KeyTable rows={[...shortcuts, ...screenKeys]} />
      <p>In the list of terminals:</p>
      <KeyTable rows={listKeys} />
      <div class="dialog-actions">
        <button type="button" onClick={onClose}>
          Close
        </button>
      </div>
    </Dialog>
  );
}

function KeyTable({ rows }: { rows: readonly { keys: readonly string[]; does: string }[] }) {
  return (
    <dl class="keys">
      {rows.map(({ keys, does }) => (
        <div key={does}>
          <dt>{does}</dt>
          <dd>
            <KeyCombination keys={keys} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
