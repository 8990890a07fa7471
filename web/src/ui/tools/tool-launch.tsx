import { useId, useState } from 'preact/hooks';
import type { ToolDetail, ToolInfo } from '../../net/tool-info';
import { folderName, launch } from '../../state/tool-actions';
import { launchKey } from '../../state/tool-memory';
import { argumentsIn } from '../../state/tool-words';
import { joinWords } from '../../state/words';
import { useWorkbench } from '../context';
import { FolderCardView } from './folder-card';
import { FolderPicker } from './folder-picker';
import { When } from './when';

const MOST_SHOWN = 5;

interface ToolLaunchProps {
  readonly tool: ToolInfo;
  readonly detail: ToolDetail | undefined;
}

/** Where and with what a tool is started, and how it was before. */
export function ToolLaunch({ tool, detail }: ToolLaunchProps) {
  const workbench = useWorkbench();
  const id = useId();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const { folder } = workbench.toolMemory.values.value;

  const run = async () => {
    setBusy(true);
    await launch(workbench, { tool: tool.id, folder, args: argumentsIn(text) });
    setBusy(false);
  };

  return (
    <section class="tool-section" aria-labelledby={`${id}title`}>
      <h3 id={`${id}title`}>Launch</h3>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <FolderPicker label="Folder" />
        <FolderCardView
          path={folder}
          needsRepository={detail?.needsRepository ? tool.name : undefined}
        />
        <div class="tool-args">
          <label class="faint" for={`${id}args`}>
            Arguments
          </label>
          <textarea
            id={`${id}args`}
            rows={Math.min(6, Math.max(1, text.split('\n').length))}
            placeholder="none; one a line, as they are"
            spellcheck={false}
            value={text}
            onInput={({ currentTarget }) => setText(currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
              event.preventDefault();
              void run();
            }}
          />
        </div>
        <div class="tool-buttons">
          <button type="submit" class="primary" disabled={busy}>
            {busy ? 'Launching…' : `Launch ${tool.name}`}
          </button>
        </div>
      </form>
      <Before tool={tool} />
    </section>
  );
}

function Before({ tool }: { tool: ToolInfo }) {
  const workbench = useWorkbench();
  const recent = workbench.toolMemory.values.value.recent.filter((wish) => wish.tool === tool.id);
  if (recent.length === 0) return null;
  return (
    <ul class="launches" aria-label={`Launches of ${tool.name}`}>
      {recent.slice(0, MOST_SHOWN).map((wish) => (
        <li key={launchKey(wish)}>
          <button
            type="button"
            title={`Launch it so again, in ${wish.folder || 'the home folder'}`}
            onClick={() => void launch(workbench, wish)}
          >
            <span class="launch-where">in {folderName(wish.folder)}</span>
            <span class="launch-args mono">{joinWords(wish.args)}</span>
            <span class="faint">
              <When ms={wish.atMs} />
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
