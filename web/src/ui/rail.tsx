import { CHOICES } from '../state/theme';
import type { ThemeChoice } from '../state/theme';
import { useWorkbench } from './context';
import { DarkIcon, HelpIcon, LightIcon, SignOutIcon, SystemIcon, TerminalIcon } from './icons';

const THEMES: Readonly<Record<ThemeChoice, { icon: () => preact.JSX.Element; says: string }>> = {
  system: { icon: SystemIcon, says: 'as the system' },
  light: { icon: LightIcon, says: 'light' },
  dark: { icon: DarkIcon, says: 'dark' },
};

/** The places of the page; each appears here when it exists. */
export function Rail({ onHelp }: { onHelp: () => void }) {
  const { router, session, theme } = useWorkbench();
  const choice = theme.choice.value;
  const following = CHOICES[(CHOICES.indexOf(choice) + 1) % CHOICES.length] ?? 'system';
  const ThemeIcon = THEMES[choice].icon;
  const themeLabel = `Theme: ${THEMES[choice].says}. Change to ${THEMES[following].says}.`;
  return (
    <nav class="rail" aria-label="Places">
      <a
        href="/"
        class="rail-item"
        aria-current="true"
        aria-label="Terminals"
        title="Terminals"
        onClick={(event) => {
          event.preventDefault();
          router.go({ place: 'terminals' });
        }}
      >
        <TerminalIcon />
      </a>
      <span class="rail-gap" />
      <button
        type="button"
        class="rail-item"
        aria-label={themeLabel}
        title={themeLabel}
        onClick={() => theme.choose(following)}
      >
        <ThemeIcon />
      </button>
      <button
        type="button"
        class="rail-item"
        aria-label="Keys and help"
        title="Keys and help (Ctrl Shift ?)"
        onClick={onHelp}
      >
        <HelpIcon />
      </button>
      <button
        type="button"
        class="rail-item"
        aria-label="Sign out"
        title="Sign out of this browser"
        onClick={() => void session.logout()}
      >
        <SignOutIcon />
      </button>
    </nav>
  );
}
