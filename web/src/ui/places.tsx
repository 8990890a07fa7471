import type { ComponentType } from 'preact';
import { isAtTerminals } from '../state/route';
import type { Route } from '../state/route';
import type { Workbench } from '../state/workbench';
import { SettingsIcon, TerminalIcon, ToolsIcon } from './icons';
import { SettingsPlace } from './settings-place';
import { ToolsPlace } from './tools/tools-place';

/** A place of the page, with its entry in the rail. */
export interface Place {
  readonly name: string;
  readonly icon: ComponentType;
  /** Where the link leads; a click goes there within the page. */
  readonly href: string;
  readonly go: (workbench: Workbench) => void;
  readonly isHere: (route: Route) => boolean;
  /** Fills the room beside the rail; left out by the terminals, which may stand over any place. */
  readonly view?: ComponentType;
  /** Stands at the end of the rail. */
  readonly last?: boolean;
}

/** All places, in the order of the rail. */
export const places: readonly Place[] = [
  {
    name: 'Terminals',
    icon: TerminalIcon,
    href: '/',
    go: (workbench) => workbench.goToTerminals(),
    isHere: isAtTerminals,
  },
  {
    name: 'Tools',
    icon: ToolsIcon,
    href: '/tools',
    go: ({ router }) => router.go({ place: 'tools' }),
    isHere: ({ place }) => place === 'tools',
    view: ToolsPlace,
  },
  {
    name: 'Settings',
    icon: SettingsIcon,
    href: '/settings',
    go: ({ router }) => router.go({ place: 'settings' }),
    isHere: ({ place }) => place === 'settings',
    view: SettingsPlace,
    last: true,
  },
];
