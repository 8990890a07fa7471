import type { Action } from './actions';
import { isPhone } from './presence';
import { isAtTerminals } from './route';
import { FONT_SIZES, clampFontSize } from './settings';
import { CHOICES } from './theme';
import type { ThemeChoice } from './theme';
import type { Workbench } from './workbench';

const THEME_SAYS: Readonly<Record<ThemeChoice, string>> = {
  system: 'as the system',
  light: 'light',
  dark: 'dark',
};

export function pageActions(workbench: Workbench): readonly Action[] {
  return [...ofScreens(workbench), ...ofPlaces(workbench), ...ofPage(workbench)];
}

function ofScreens({ desk, attachments, settings }: Workbench): readonly Action[] {
  const focused = () => {
    const id = desk.focused.value?.id;
    return id === undefined ? undefined : attachments.find(id);
  };
  const hasScreen = () => focused()?.view !== undefined;
  const resize = (by: number) => () => {
    settings.change({ fontSize: clampFontSize(settings.values.value.fontSize + by) });
  };
  return [
    {
      id: 'screen.find',
      title: 'Find on the screen and above it',
      group: 'Screen',
      keys: ['Ctrl+Shift+F'],
      when: hasScreen,
      run: () => {
        const attachment = focused();
        if (attachment) attachment.searching.value = true;
      },
    },
    {
      id: 'screen.select-all',
      title: 'Select everything',
      group: 'Screen',
      when: hasScreen,
      run: () => focused()?.view?.selectAll(),
    },
    {
      id: 'screen.fit',
      title: 'Fit the terminal to this window',
      group: 'Screen',
      when: () => focused()?.screenSize.isSetElsewhere.value === true,
      run: () => focused()?.claimSize(),
    },
    { id: 'screen.larger', title: 'Larger text', group: 'Screen', run: resize(1) },
    { id: 'screen.smaller', title: 'Smaller text', group: 'Screen', run: resize(-1) },
    {
      id: 'screen.usual-size',
      title: 'Text of the usual size',
      group: 'Screen',
      when: () => settings.values.value.fontSize !== FONT_SIZES.usual,
      run: () => settings.change({ fontSize: FONT_SIZES.usual }),
    },
    {
      id: 'screen.reader',
      title: 'Screen reader mode, on or off',
      group: 'Screen',
      run: () => settings.change({ screenReader: !settings.values.value.screenReader }),
    },
  ];
}

function ofPlaces(workbench: Workbench): readonly Action[] {
  const { router, settings, pulledUp } = workbench;
  return [
    {
      id: 'place.terminals',
      title: 'Go to Terminals',
      group: 'Places',
      run: () => workbench.goToTerminals(),
    },
    {
      id: 'needs.show',
      title: 'Show what needs you',
      group: 'Places',
      keys: ['Ctrl+Shift+Y'],
      run: () => workbench.dialogs.show({ is: 'needs' }),
    },
    {
      id: 'needs.see-all',
      title: 'Take the news as seen',
      group: 'Places',
      when: () => workbench.inbox.needs.value.some(({ why }) => why !== 'waiting'),
      run: () => workbench.inbox.seeAll(),
    },
    {
      id: 'place.settings',
      title: 'Settings',
      group: 'Places',
      keys: ['Ctrl+,'],
      run: () => router.go({ place: 'settings' }),
    },
    {
      id: 'terminals.pull-up',
      title: 'Pull the terminal up, or put it down',
      group: 'Places',
      keys: ['Ctrl+`'],
      when: () => !isPhone.value,
      run: () => {
        if (isAtTerminals(router.route.value)) {
          workbench.focusTerminal();
          return;
        }
        pulledUp.value = !pulledUp.value;
        if (!pulledUp.value) return;
        if (workbench.desk.focused.value) workbench.focusTerminal();
        else void workbench.attempt(workbench.open({}));
      },
    },
    {
      id: 'list.focus',
      title: 'Go to the list of terminals',
      group: 'Places',
      keys: ['Ctrl+Shift+L'],
      run: () => workbench.focusList(),
    },
    {
      id: 'list.toggle',
      title: 'Show or hide the list of terminals',
      group: 'Places',
      when: () => !isPhone.value,
      run: () => settings.change({ listShown: !settings.values.value.listShown }),
    },
  ];
}

function ofPage(workbench: Workbench): readonly Action[] {
  const { dialogs, session, theme } = workbench;
  return [
    {
      id: 'palette.open',
      title: 'Find an action or a terminal',
      group: 'Page',
      keys: ['Ctrl+K', 'Meta+K'],
      run: () => dialogs.show({ is: 'palette' }),
    },
    ...CHOICES.map((choice): Action => ({
      id: `theme.${choice}`,
      title: `Theme: ${THEME_SAYS[choice]}`,
      group: 'Page',
      when: () => theme.choice.value !== choice,
      run: () => theme.choose(choice),
    })),
    {
      id: 'page.full-screen',
      title: 'Full screen, in or out',
      group: 'Page',
      when: () => document.fullscreenEnabled,
      run: () => void toggleFullScreen(),
    },
    {
      id: 'page.help',
      title: 'Keys and help',
      group: 'Page',
      keys: ['Ctrl+Shift+?'],
      run: () => dialogs.show({ is: 'help' }),
    },
    {
      id: 'page.sign-out',
      title: 'Sign out of this browser',
      group: 'Page',
      run: () => void session.logout(),
    },
  ];
}

/** In full screen some browsers can leave Ctrl+W, T and N to the page, which gives them to the program. */
async function toggleFullScreen(): Promise<void> {
  if (document.fullscreenElement) {
    await document.exitFullscreen();
    return;
  }
  await document.documentElement.requestFullscreen();
  const { keyboard } = navigator as { keyboard?: { lock(codes: string[]): Promise<void> } };
  await keyboard?.lock(['KeyW', 'KeyT', 'KeyN', 'Tab', 'Escape']).catch(() => undefined);
}
