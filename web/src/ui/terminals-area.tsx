import { groupsOf } from '../state/layout';
import { placesOf } from '../state/layout-places';
import { isPhone } from '../state/presence';
import { useWorkbench } from './context';
import { DragMarks } from './drag-marks';
import { GroupView } from './group-view';
import { Nothing } from './nothing';
import { percent } from './percent';
import { SplitLine } from './split-line';

/** The terminals that are shown, beside and above each other as they were put. */
export function TerminalsArea() {
  const { desk } = useWorkbench();
  const layout = desk.layout.value;
  const { groups, lines } = placesOf(isPhone.value ? { ...layout, zoomed: true } : layout);
  if (!groupsOf(layout).some(({ tabs }) => tabs.length > 0)) return <Nothing />;
  return (
    <div class="terminals-area">
      {groups.map(({ group, area }) => (
        <div
          key={group.key}
          class="group-place"
          style={{
            left: percent(area.x),
            top: percent(area.y),
            width: percent(area.width),
            height: percent(area.height),
          }}
        >
          <GroupView group={group} focused={group.key === layout.focus} />
        </div>
      ))}
      {lines.map((line) => (
        <SplitLine key={`${line.split} ${line.index}`} line={line} />
      ))}
      <DragMarks />
    </div>
  );
}
