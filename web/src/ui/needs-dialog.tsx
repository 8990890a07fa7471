import { useWorkbench } from './context';
import { Dialog } from './dialog';
import { NeedsList } from './needs-list';
import { NotifySwitch } from './notify-switch';

/** All that needs someone, wherever it is. */
export function NeedsDialog({ onClose }: { onClose: () => void }) {
  const { inbox } = useWorkbench();
  const needs = inbox.needs.value;
  return (
    <Dialog
      title={needs.length > 0 ? `Needs you (${needs.length})` : 'Needs you'}
      onClose={onClose}
    >
      {needs.length > 0 ? (
        <NeedsList needs={needs} onLeave={onClose} />
      ) : (
        <p>
          Nothing does. Terminals that wait for an answer, ring, notify or end while you look
          elsewhere are listed here.
        </p>
      )}
      <NotifySwitch />
      <div class="dialog-actions">
        {needs.some(({ why }) => why !== 'waiting') && (
          <button type="button" class="link-button at-start" onClick={() => inbox.seeAll()}>
            Take the news as seen
          </button>
        )}
        <button type="button" onClick={onClose}>
          Close
        </button>
      </div>
    </Dialog>
  );
}
