import { drag } from './drag';

/** Where the terminal that is being dragged would go, and its name at the pointer. */
export function DragMarks() {
  if (!drag.value) return null;
  const { name, x, y, drop } = drag.value;
  return (
    <div class="drag-marks" aria-hidden="true">
      {drop && <div class="drop-mark" style={px(drop.mark)} />}
      <div class="dragged" style={{ left: `${x + 12}px`, top: `${y + 12}px` }}>
        {name}
      </div>
    </div>
  );
}

function px(box: { left: number; top: number; width: number; height: number }) {
  const { left, top, width, height } = box;
  return { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` };
}
