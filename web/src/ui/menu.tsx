import { useLayoutEffect, useRef } from 'preact/hooks';
import { isPossible } from '../state/actions';
import { useWorkbench } from './context';
import { KeyCombination } from './key-combination';

export interface MenuPlace {
  /** Where its upper corner would be, in CSS pixels of the window; it moves to stay inside. */
  readonly x: number;
  readonly y: number;
  /** Which of its upper corners that is. */
  readonly corner: 'left' | 'right';
  /** What gets the focus back. */
  readonly from: HTMLElement;
}

interface MenuProps {
  readonly label: string;
  readonly place: MenuPlace;
  /** Ids of actions, in sections. */
  readonly sections: readonly (readonly string[])[];
  readonly onClose: () => void;
}

/** Actions at hand: arrow keys go through them, Escape or a click elsewhere closes. */
export function Menu({ label, place, sections, onClose }: MenuProps) {
  const { actions } = useWorkbench();
  const element = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const menu = element.current;
    if (!menu) return;
    menu.showPopover();
    const { width, height } = menu.getBoundingClientRect();
    const wished = place.corner === 'left' ? place.x : place.x - width;
    const left = Math.min(wished, window.innerWidth - width - 8);
    const top = Math.min(place.y, window.innerHeight - height - 8);
    menu.style.left = `${Math.max(8, left)}px`;
    menu.style.top = `${Math.max(8, top)}px`;
    menu.querySelector<HTMLElement>('[role=menuitem]')?.focus();
  }, [place]);

  const move = (by: 1 | -1) => {
    const items = [...(element.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
    const index = items.findIndex((item) => item === document.activeElement);
    items[(index + by + items.length) % items.length]?.focus();
  };
  const leave = () => {
    onClose();
    place.from.focus();
  };
  const shown = sections
    .map((ids) =>
      ids.flatMap((id) => {
        const action = actions.find(id);
        return action && isPossible(action) ? [action] : [];
      }),
    )
    .filter((section) => section.length > 0);

  return (
    <div
      ref={element}
      class="menu"
      popover="auto"
      role="menu"
      aria-label={label}
      onToggle={(event) => {
        if (event.newState === 'closed') onClose();
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'ArrowDown') move(1);
        else if (event.key === 'ArrowUp') move(-1);
        else if (event.key === 'Escape' || event.key === 'Tab') leave();
        else return;
        event.preventDefault();
      }}
    >
      {shown.map((section, i) => (
        <div key={i} role="group" class="menu-section">
          {section.map((action) => (
            <button
              key={action.id}
              type="button"
              role="menuitem"
              tabIndex={-1}
              class="menu-item"
              onClick={() => {
                leave();
                action.run();
              }}
            >
              <span>{action.title}</span>
              <Keys keys={actions.keysOf(action)[0]} />
            </button>
          ))}
        </div>
      ))}
    </div>
  );
}

function Keys({ keys }: { keys: string | undefined }) {
  return keys === undefined ? null : <KeyCombination keys={keys} />;
}
