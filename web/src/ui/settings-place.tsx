import type { ComponentChildren } from 'preact';
import { FONT_SIZES, SCROLLBACKS, clampFontSize } from '../state/settings';
import { CHOICES } from '../state/theme';
import type { ThemeChoice } from '../state/theme';
import { useWorkbench } from './context';
import { KeySettings } from './key-settings';
import { NotifySwitch } from './notify-switch';

const THEMES: Readonly<Record<ThemeChoice, string>> = {
  system: 'As the system',
  light: 'Light',
  dark: 'Dark',
};

const PASTE_QUESTIONS = [
  ['when-run', 'When each line would run at once'],
  ['always', 'Always'],
  ['never', 'Never'],
] as const;

/** What can be chosen for this browser. Everything holds at once, and is kept here, not in the hub. */
export function SettingsPlace() {
  const { settings, theme, session } = useWorkbench();
  const values = settings.values.value;
  return (
    <div class="settings">
      <h1>Settings</h1>
      <p class="faint">Kept in this browser. The hub’s own are in its configuration file.</p>

      <section aria-labelledby="settings-looks">
        <h2 id="settings-looks">Appearance</h2>
        <Setting name="Theme">
          <div class="choices" role="radiogroup" aria-label="Theme">
            {CHOICES.map((choice) => (
              <label key={choice}>
                <input
                  type="radio"
                  name="theme"
                  checked={theme.choice.value === choice}
                  onChange={() => theme.choose(choice)}
                />
                {THEMES[choice]}
              </label>
            ))}
          </div>
        </Setting>
        <Setting
          name="Text size"
          id="font-size"
          hint="In terminals, in pixels. Two fingers change it on a phone."
        >
          <input
            id="font-size"
            type="number"
            min={FONT_SIZES.least}
            max={FONT_SIZES.most}
            step={0.5}
            value={values.fontSize}
            aria-describedby="font-size-hint"
            onChange={({ currentTarget }) => {
              settings.change({ fontSize: clampFontSize(currentTarget.valueAsNumber) });
            }}
          />
        </Setting>
        <Setting
          name="Font"
          id="font-family"
          hint="A monospace font of this machine; JetBrains Mono, which comes along, when left empty."
        >
          <input
            id="font-family"
            placeholder="JetBrains Mono"
            spellcheck={false}
            maxLength={100}
            value={values.fontFamily}
            aria-describedby="font-family-hint"
            onChange={({ currentTarget }) => {
              settings.change({ fontFamily: currentTarget.value.trim() });
            }}
          />
        </Setting>
      </section>

      <section aria-labelledby="settings-terminals">
        <h2 id="settings-terminals">Terminals</h2>
        <Setting
          name="Lines kept above the screen"
          id="scrollback"
          hint="Fewer take less memory in this browser."
        >
          <select
            id="scrollback"
            value={values.scrollback}
            aria-describedby="scrollback-hint"
            onChange={({ currentTarget }) => {
              settings.change({ scrollback: Number(currentTarget.value) });
            }}
          >
            {SCROLLBACKS.map((lines) => (
              <option key={lines} value={lines}>
                {lines === 0 ? 'As many as the hub keeps' : lines.toLocaleString('en')}
              </option>
            ))}
          </select>
        </Setting>
        <Setting name="Ask before several lines are pasted" id="ask-paste">
          <select
            id="ask-paste"
            value={values.askBeforePaste}
            onChange={({ currentTarget }) => {
              const found = PASTE_QUESTIONS.find(([value]) => value === currentTarget.value);
              if (found) settings.change({ askBeforePaste: found[0] });
            }}
          >
            {PASTE_QUESTIONS.map(([value, says]) => (
              <option key={value} value={value}>
                {says}
              </option>
            ))}
          </select>
        </Setting>
        <Setting
          name="Screen reader mode"
          id="screen-reader"
          hint="Output is told as it comes, and the screen can be read line by line."
        >
          <input
            id="screen-reader"
            type="checkbox"
            checked={values.screenReader}
            aria-describedby="screen-reader-hint"
            onChange={({ currentTarget }) => {
              settings.change({ screenReader: currentTarget.checked });
            }}
          />
        </Setting>
      </section>

      <section aria-labelledby="settings-needs">
        <h2 id="settings-needs">What needs you</h2>
        <NotifySwitch />
      </section>

      <KeySettings />

      <section aria-labelledby="settings-session">
        <h2 id="settings-session">Session</h2>
        <Setting name="This browser is signed in">
          <button type="button" onClick={() => void session.logout()}>
            Sign out
          </button>
        </Setting>
      </section>
    </div>
  );
}

interface SettingProps {
  readonly name: string;
  /** Of the field that it labels. */
  readonly id?: string;
  readonly hint?: string;
  readonly children: ComponentChildren;
}

function Setting({ name, id, hint, children }: SettingProps) {
  return (
    <div class="setting">
      <div>
        {id === undefined ? (
          <span class="setting-name">{name}</span>
        ) : (
          <label for={id}>{name}</label>
        )}
        {hint !== undefined && (
          <p id={`${id}-hint`} class="hint">
            {hint}
          </p>
        )}
      </div>
      {children}
    </div>
  );
}
