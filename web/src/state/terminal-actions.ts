import { copy } from '../terminal/clipboard';
import type { Action } from './actions';
import { focusedTab, neighbourTab, shownTab } from './layout';
import type { Side } from './layout';
import { groupToThe, lineBeside } from './layout-places';
import { attentionSays } from './attention';
import type { PaletteSource } from './palette';
import { pathOf } from './route';
import { exitText } from './status';
import { joinWords } from './words';
import type { Workbench } from './workbench';

/** How far a key moves the line beside a terminal, as a share of its split. */
const RESIZE_STEP = 0.04;

const SIDES: readonly (readonly [Side, string, string])[] = [
  ['left', 'left', 'ArrowLeft'],
  ['right', 'right', 'ArrowRight'],
  ['up', 'above', 'ArrowUp'],
  ['down', 'below', 'ArrowDown'],
];

export function terminalActions(workbench: Workbench): readonly Action[] {
  return [...ofTerminals(workbench), ...ofTabs(workbench), ...ofSplits(workbench)];
}

/** The hub's terminals, to be found by name, program, command or folder. */
export function terminalItems(workbench: Workbench): PaletteSource {
  return () =>
    workbench.terminals.list.value.map(({ id, name, title, command, cwd, exit, attention }) => ({
      id: `terminal ${id}`,
      kind: 'Terminal',
      title: name,
      detail: [
        title || joinWords(command),
        cwd,
        exit ? exitText(exit) : attention && attentionSays(attention),
      ]
        .filter(Boolean)
        .join(' · '),
      run: () => workbench.show(id),
    }));
}

function ofTerminals(workbench: Workbench): readonly Action[] {
  const { desk, terminals, dialogs } = workbench;
  const hasTab = () => desk.focused.value !== undefined;
  const hasTerminal = () => workbench.focusedTerminal() !== undefined;
  const several = () => terminals.list.value.length > 1;
  const on = (act: (id: string) => void) => () => {
    const id = desk.focused.value?.id;
    if (id !== undefined) act(id);
  };
  return [
    {
      id: 'terminal.new',
      title: 'New terminal',
      group: 'Terminals',
      keys: ['Ctrl+Shift+Enter'],
      run: () => void workbench.attempt(workbench.open({})),
    },
    {
      id: 'terminal.new-with',
      title: 'New terminal with a command or folder…',
      group: 'Terminals',
      run: () => dialogs.show({ is: 'new-terminal' }),
    },
    {
      id: 'terminal.next',
      title: 'Next terminal',
      group: 'Terminals',
      keys: ['Ctrl+Shift+ArrowDown'],
      when: several,
      run: () => workbench.step(1),
    },
    {
      id: 'terminal.previous',
      title: 'Previous terminal',
      group: 'Terminals',
      keys: ['Ctrl+Shift+ArrowUp'],
      when: several,
      run: () => workbench.step(-1),
    },
    {
      id: 'terminal.next-unread',
      title: 'Go to the terminal that needs you or has news',
      group: 'Terminals',
      keys: ['Ctrl+Shift+B'],
      when: () => workbench.nextNews() !== undefined,
      run: () => {
        const id = workbench.nextNews();
        if (id !== undefined) workbench.show(id);
      },
    },
    {
      id: 'terminal.rename',
      title: 'Rename this terminal',
      group: 'Terminals',
      when: hasTerminal,
      run: on((id) => (workbench.renaming.value = id)),
    },
    {
      id: 'terminal.run-again',
      title: 'Run again',
      group: 'Terminals',
      when: () => workbench.focusedTerminal()?.state === 'exited',
      run: () => {
        const terminal = workbench.focusedTerminal();
        if (terminal) void workbench.attempt(workbench.runAgain(terminal));
      },
    },
    {
      id: 'terminal.share',
      title: 'Share this terminal…',
      group: 'Terminals',
      when: hasTerminal,
      run: on((id) => dialogs.show({ is: 'share', id })),
    },
    {
      id: 'terminal.copy-link',
      title: 'Copy the link to this terminal',
      group: 'Terminals',
      when: hasTerminal,
      run: on((id) => {
        void copy(location.origin + pathOf({ place: 'terminal', id, role: 'control' }));
      }),
    },
    {
      id: 'terminal.watch',
      title: 'Watch only, do not type',
      group: 'Terminals',
      when: () => desk.focused.value?.role === 'control',
      run: on((id) => workbench.show(id, 'view')),
    },
    {
      id: 'terminal.control',
      title: 'Type in this terminal again',
      group: 'Terminals',
      when: () => desk.focused.value?.role === 'view',
      run: on((id) => workbench.show(id, 'control')),
    },
    {
      id: 'terminal.close',
      title: 'Close this terminal',
      group: 'Terminals',
      keys: ['Ctrl+Shift+Backspace'],
      when: hasTab,
      run: on((id) => void workbench.askToClose(id)),
    },
  ];
}

function ofTabs(workbench: Workbench): readonly Action[] {
  const { desk } = workbench;
  const step = (by: 1 | -1) => () => {
    const tab = neighbourTab(desk.layout.value, by);
    if (tab) workbench.show(tab.id);
  };
  const several = () => neighbourTab(desk.layout.value, 1)?.id !== desk.focused.value?.id;
  return [
    {
      id: 'tab.next',
      title: 'Next tab',
      group: 'Tabs and splits',
      keys: ['Ctrl+Shift+ArrowRight'],
      when: several,
      run: step(1),
    },
    {
      id: 'tab.previous',
      title: 'Previous tab',
      group: 'Tabs and splits',
      keys: ['Ctrl+Shift+ArrowLeft'],
      when: several,
      run: step(-1),
    },
    {
      id: 'tab.hide',
      title: 'Close the tab, keep the terminal running',
      group: 'Tabs and splits',
      when: () => desk.focused.value !== undefined,
      run: () => {
        const tab = focusedTab(desk.layout.value);
        if (tab) workbench.closeTab(tab.id);
      },
    },
  ];
}

function ofSplits(workbench: Workbench): readonly Action[] {
  const { desk } = workbench;
  const splitWith = (side: Side) => () => {
    const here = workbench.focusedTerminal();
    void workbench.attempt(workbench.open(here ? { cwd: here.cwd } : {}, side));
  };
  const actions: Action[] = [
    {
      id: 'split.right',
      title: 'Split: new terminal to the right',
      group: 'Tabs and splits',
      keys: ['Ctrl+Shift+E'],
      run: splitWith('right'),
    },
    {
      id: 'split.down',
      title: 'Split: new terminal below',
      group: 'Tabs and splits',
      keys: ['Ctrl+Shift+O'],
      run: splitWith('down'),
    },
    {
      id: 'split.zoom',
      title: 'Fill the room with this one, or put it back',
      group: 'Tabs and splits',
      keys: ['Ctrl+Shift+X'],
      when: () => desk.layout.value.root.is === 'split',
      run: () => desk.change({ type: 'zoom', zoomed: !desk.layout.value.zoomed }),
    },
  ];
  for (const [side, word, key] of SIDES) {
    const there = () => groupToThe(desk.layout.value, side);
    actions.push({
      id: `split.focus-${side}`,
      title: `Go to the terminal ${side === 'left' || side === 'right' ? 'to the ' : ''}${word}`,
      group: 'Tabs and splits',
      keys: [`Alt+Shift+${key}`],
      when: () => there() !== undefined,
      run: () => {
        const tab = shownTab(there());
        if (tab) workbench.show(tab.id);
      },
    });
  }
  for (const [side, word, key] of SIDES) {
    const by = side === 'left' || side === 'up' ? -RESIZE_STEP : RESIZE_STEP;
    actions.push({
      id: `split.resize-${side}`,
      title: `Move the line beside it ${side}`,
      group: 'Tabs and splits',
      keys: [`Ctrl+Alt+Shift+${key}`],
      when: () => lineBeside(desk.layout.value, side) !== undefined,
      run: () => {
        const line = lineBeside(desk.layout.value, side);
        if (line) desk.change({ type: 'resize', split: line.split, line: line.index, by });
      },
    });
    actions.push({
      id: `split.move-${side}`,
      title: `Move this terminal ${side === 'left' || side === 'right' ? 'to the ' : ''}${word}`,
      group: 'Tabs and splits',
      when: () => desk.layout.value.root.is === 'split' || canSplitOff(workbench),
      run: () => moveTo(workbench, side),
    });
  }
  return actions;
}

function canSplitOff({ desk }: Workbench): boolean {
  const { root } = desk.layout.value;
  return root.is === 'group' && root.tabs.length > 1;
}

/** Into the group that is there, or into one of its own where there is none. */
function moveTo({ desk }: Workbench, side: Side): void {
  const layout = desk.layout.value;
  const tab = focusedTab(layout);
  if (!tab) return;
  const there = groupToThe(layout, side);
  const at = there ? { group: there.key, index: there.tabs.length } : { group: layout.focus, side };
  desk.change({ type: 'put', tab, at });
}
