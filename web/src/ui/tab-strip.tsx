import { useState } from 'preact/hooks';
import type { Group } from '../state/layout';
import { useWorkbench } from './context';
import { ActionButton } from './action-button';
import { BackIcon, MoreIcon, SplitDownIcon, SplitRightIcon, ZoomIcon } from './icons';
import { Menu } from './menu';
import type { MenuPlace } from './menu';
import { TerminalTab } from './terminal-tab';

interface TabStripProps {
  readonly group: Group;
  readonly focused: boolean;
}

/** What the menu of a terminal offers, in this order; what cannot be done now is left out. */
const MENU = [
  ['terminal.rename', 'terminal.run-again', 'terminal.share', 'terminal.watch', 'terminal.control'],
  ['screen.find', 'screen.fit', 'screen.select-all'],
  ['split.move-left', 'split.move-right', 'split.move-up', 'split.move-down'],
  ['page.full-screen', 'tab.hide', 'terminal.close'],
] as const;

export function TabStrip({ group, focused }: TabStripProps) {
  const workbench = useWorkbench();
  const [menu, setMenu] = useState<MenuPlace>();
  const { layout } = workbench.desk;
  const isSplit = layout.value.root.is === 'split';

  const focusFirst = () => {
    if (group.shown !== undefined) workbench.show(group.shown);
  };
  return (
    <header class="tab-strip">
      <button
        type="button"
        class="icon-button only-phone"
        aria-label="Back to the list"
        onClick={() => workbench.router.go({ place: 'terminals' })}
      >
        <BackIcon />
      </button>
      <div class="tabs" role="toolbar" aria-label="Tabs" data-tabs>
        {group.tabs.map((tab) => (
          <TerminalTab
            key={tab.id}
            tab={tab}
            shown={tab.id === group.shown}
            focused={focused}
            onMenu={(place) => {
              workbench.show(tab.id);
              setMenu(place);
            }}
          />
        ))}
      </div>
      <div class="tab-actions">
        <ActionButton id="split.right" before={focusFirst} class="not-phone">
          <SplitRightIcon />
        </ActionButton>
        <ActionButton id="split.down" before={focusFirst} class="not-phone">
          <SplitDownIcon />
        </ActionButton>
        {isSplit && (
          <ActionButton
            id="split.zoom"
            before={focusFirst}
            class="not-phone"
            pressed={layout.value.zoomed}
          >
            <ZoomIcon />
          </ActionButton>
        )}
        <button
          type="button"
          class="icon-button"
          aria-label="More for this terminal"
          title="More for this terminal"
          aria-haspopup="menu"
          onClick={({ currentTarget }) => {
            focusFirst();
            const { right, bottom } = currentTarget.getBoundingClientRect();
            setMenu({ x: right, y: bottom + 2, corner: 'right', from: currentTarget });
          }}
        >
          <MoreIcon />
        </button>
      </div>
      {menu && (
        <Menu
          label="More for this terminal"
          place={menu}
          sections={MENU}
          onClose={() => setMenu(undefined)}
        />
      )}
    </header>
  );
}
