import type { Need } from '../state/needs';
import { pathOf } from '../state/route';
import { useWorkbench } from './context';
import { Ago } from './ago';

interface NeedsListProps {
  readonly needs: readonly Need[];
  /** Called when one of them is gone to. */
  readonly onLeave?: () => void;
}

/** What needs someone, and since when; each entry leads there. */
export function NeedsList({ needs, onLeave }: NeedsListProps) {
  const workbench = useWorkbench();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const way = event.key === 'ArrowDown' ? 'nextElementSibling' : 'previousElementSibling';
    const row = event.target instanceof Element ? event.target.closest('li') : null;
    row?.[way]?.querySelector('a')?.focus();
    event.preventDefault();
  };
  return (
    <ul class="needs" aria-label="Needs you" onKeyDown={onKeyDown}>
      {needs.map(({ id, name, why, says, detail, since }) => (
        <li key={id}>
          <a
            href={pathOf({ place: 'terminal', id, role: 'control' })}
            onClick={(event) => {
              if (event.ctrlKey || event.metaKey || event.shiftKey) return;
              event.preventDefault();
              onLeave?.();
              workbench.show(id);
            }}
          >
            <span class={`need-mark ${why}`} aria-hidden="true" />
            <span class="need-name">{name}</span>
            <Ago since={since} />
            <span class="need-says">
              {says}
              {detail && <q>{detail}</q>}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
