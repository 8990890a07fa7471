import type { ToolInfo } from '../../net/tool-info';
import { initials } from '../../state/tool-list';

/** Two letters in a frame: a mark of the page's own, no one's trademark. */
export function ToolMark({ tool }: { tool: ToolInfo }) {
  return (
    <span class={tool.installed ? 'tool-mark' : 'tool-mark absent'} aria-hidden="true">
      {initials(tool.name)}
    </span>
  );
}
