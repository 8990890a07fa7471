import { shownTab } from '../state/layout';
import type { Group } from '../state/layout';
import { useWorkbench } from './context';
import { TabStrip } from './tab-strip';
import { TerminalPane } from './terminal-pane';

interface GroupViewProps {
  readonly group: Group;
  readonly focused: boolean;
}

/** Tabs, and the terminal of the one that is shown. */
export function GroupView({ group, focused }: GroupViewProps) {
  const workbench = useWorkbench();
  const tab = shownTab(group);
  const attachment = tab && workbench.attachments.find(tab.id);
  return (
    <div
      class={focused ? 'group focused' : 'group'}
      data-group={group.key}
      role="group"
      aria-label="Terminals in tabs"
      onFocusIn={() => workbench.focusGroup(group.key)}
    >
      <TabStrip group={group} focused={focused} />
      {attachment && (
        <TerminalPane
          key={`${attachment.id} ${attachment.role}`}
          attachment={attachment}
          focused={focused}
        />
      )}
    </div>
  );
}
