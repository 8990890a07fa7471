import { launch } from '../../state/tool-actions';
import type { LaunchWish } from '../../state/tool-actions';
import { useWorkbench } from '../context';
import { Dialog } from '../dialog';

interface LaunchAnywayProps {
  readonly wish: LaunchWish;
  /** Why the hub wants a yes. */
  readonly why: string;
  readonly onClose: () => void;
}

/** Asked where somebody else could have put the program there. */
export function LaunchAnywayDialog({ wish, why, onClose }: LaunchAnywayProps) {
  const workbench = useWorkbench();
  const name = workbench.tools.byId.value.get(wish.tool)?.name ?? wish.tool;
  return (
    <Dialog title={`Launch this ${name}?`} onClose={onClose}>
      <p>{why}</p>
      <div class="dialog-actions">
        <button type="button" autofocus onClick={onClose}>
          Do not launch it
        </button>
        <button
          type="button"
          class="danger"
          onClick={() => {
            onClose();
            void launch(workbench, wish, true);
          }}
        >
          Launch it all the same
        </button>
      </div>
    </Dialog>
  );
}
