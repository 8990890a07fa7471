import { useState } from 'preact/hooks';
import type { ToolInfo } from '../../net/tool-info';
import { folderName, launch } from '../../state/tool-actions';
import { useWorkbench } from '../context';
import { LaunchIcon } from '../icons';

/** Launches a tool in the chosen folder with one click. */
export function LaunchButton({ tool }: { tool: ToolInfo }) {
  const workbench = useWorkbench();
  const [busy, setBusy] = useState(false);
  const { folder } = workbench.toolMemory.values.value;
  const run = async () => {
    setBusy(true);
    await launch(workbench, { tool: tool.id, folder, args: [] });
    setBusy(false);
  };
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={`Launch ${tool.name}`}
      title={`Launch in ${folderName(folder)} (Ctrl Enter)`}
      disabled={busy || !tool.launchable}
      onClick={() => void run()}
    >
      <LaunchIcon />
    </button>
  );
}
