import { folderName, launch } from '../../state/tool-actions';
import { launchKey } from '../../state/tool-memory';
import { joinWords } from '../../state/words';
import { useWorkbench } from '../context';
import { ToolMark } from './tool-mark';

const MOST_SHOWN = 8;

/** What was launched last, once more with one click. */
export function RecentLaunches() {
  const workbench = useWorkbench();
  const { tools, toolMemory } = workbench;
  const recent = toolMemory.values.value.recent.flatMap((wish) => {
    const tool = tools.byId.value.get(wish.tool);
    return tool?.launchable ? [{ wish, tool }] : [];
  });
  if (recent.length === 0) return null;
  return (
    <section class="tool-group recent" aria-labelledby="tools-recent">
      <h2 id="tools-recent">Launched lately</h2>
      <ul>
        {recent.slice(0, MOST_SHOWN).map(({ wish, tool }) => (
          <li key={launchKey(wish)}>
            <button
              type="button"
              title={`Launch ${joinWords([tool.name, ...wish.args])} in ${wish.folder || 'the home folder'}`}
              onClick={() => void launch(workbench, wish)}
            >
              <ToolMark tool={tool} />
              <span class="recent-what">
                {tool.name} <span class="mono">{joinWords(wish.args)}</span>
              </span>
              <span class="faint">{folderName(wish.folder)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
