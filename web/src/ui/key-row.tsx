import type { Attachment } from '../state/attachment';
import type { SpecialKey } from '../state/typing';
import { useWorkbench } from './context';

const KEYS: readonly (readonly [SpecialKey, string, string])[] = [
  ['escape', 'Esc', 'Esc'],
  ['tab', 'Tab', 'Tab'],
];

const ARROWS: readonly (readonly [SpecialKey, string, string])[] = [
  ['left', '←', 'Left'],
  ['down', '↓', 'Down'],
  ['up', '↑', 'Up'],
  ['right', '→', 'Right'],
];

/** Keys that a phone's keyboard lacks. Ctrl and Alt hold until the next key. */
export function KeyRow({ attachment }: { attachment: Attachment }) {
  const { held } = useWorkbench();
  const press = (key: SpecialKey) => {
    const { view } = attachment;
    if (view) view.type(held.use(key, view.hasApplicationCursorKeys));
  };
  const key = ([name, cap, label]: readonly [SpecialKey, string, string]) => (
    <button key={name} type="button" aria-label={label} onClick={() => press(name)}>
      {cap}
    </button>
  );
  return (
    // The keyboard of the phone stays as it is: these take no focus.
    <div
      class="key-row only-phone"
      role="toolbar"
      aria-label="Keys"
      onPointerDown={(event) => event.preventDefault()}
    >
      {KEYS.map(key)}
      {(['ctrl', 'alt'] as const).map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={held.keys.value[name]}
          onClick={() => held.toggle(name)}
        >
          {name === 'ctrl' ? 'Ctrl' : 'Alt'}
        </button>
      ))}
      {ARROWS.map(key)}
      <button type="button" onClick={() => void pasteFrom(attachment)}>
        Paste
      </button>
    </div>
  );
}

async function pasteFrom({ view }: Attachment): Promise<void> {
  try {
    await view?.paste(await navigator.clipboard.readText());
  } catch {
    // The browser or the person said no: nothing is pasted.
  }
}
