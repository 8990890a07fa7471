import { useRef } from 'preact/hooks';
import type { Line } from '../state/layout-places';
import { useWorkbench } from './context';
import { percent } from './percent';

/** How far an arrow key moves it, as a share of its split. */
const STEP = 0.02;

/** The line between two terminals: dragged, or moved by arrow keys once it has the focus. */
export function SplitLine({ line }: { line: Line }) {
  const { desk } = useWorkbench();
  const element = useRef<HTMLDivElement>(null);
  const beside = line.way === 'row';

  const move = (by: number) => {
    desk.change({ type: 'resize', split: line.split, line: line.index, by });
  };
  const onPointerDown = (start: PointerEvent) => {
    const room = element.current?.parentElement?.getBoundingClientRect();
    if (start.button !== 0 || !room) return;
    start.preventDefault();
    const extent = line.extent * (beside ? room.width : room.height);
    let last = beside ? start.clientX : start.clientY;
    const ends = new AbortController();
    const target = element.current;
    target?.setPointerCapture(start.pointerId);
    target?.addEventListener(
      'pointermove',
      (event) => {
        const now = beside ? event.clientX : event.clientY;
        move((now - last) / extent);
        last = now;
      },
      { signal: ends.signal },
    );
    for (const end of ['pointerup', 'pointercancel'] as const) {
      target?.addEventListener(end, () => ends.abort(), { signal: ends.signal });
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const [less, more] = beside ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
    if (event.ctrlKey || event.altKey || event.shiftKey || event.metaKey) return;
    if (event.key === less) move(-STEP);
    else if (event.key === more) move(STEP);
    else if (event.key === 'Enter') desk.change({ type: 'even', split: line.split });
    else return;
    event.preventDefault();
  };

  return (
    <div
      ref={element}
      class={`split-line ${line.way}`}
      style={{
        left: percent(line.x),
        top: percent(line.y),
        [beside ? 'height' : 'width']: percent(line.length),
      }}
      role="separator"
      tabIndex={0}
      aria-label={beside ? 'Line between left and right' : 'Line between above and below'}
      aria-orientation={beside ? 'vertical' : 'horizontal'}
      aria-valuenow={Math.round(line.before * 100)}
      aria-valuemin={0}
      aria-valuemax={100}
      title="Drag, or use the arrow keys; a double click makes all parts equal"
      onPointerDown={onPointerDown}
      onDblClick={() => desk.change({ type: 'even', split: line.split })}
      onKeyDown={onKeyDown}
    />
  );
}
