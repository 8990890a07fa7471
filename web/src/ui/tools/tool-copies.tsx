import type { ToolCopy, ToolDetail, ToolInfo } from '../../net/tool-info';
import {
  copyMarks,
  originWords,
  ownerWords,
  versionSource,
  versionWords,
} from '../../state/tool-words';

interface ToolCopiesProps {
  readonly tool: ToolInfo;
  readonly detail: ToolDetail | undefined;
}

/** Every copy in the order in which they would be taken, and why. */
export function ToolCopies({ tool, detail }: ToolCopiesProps) {
  if (tool.copies.length === 0) return null;
  return (
    <section class="tool-section" aria-labelledby="tool-copies">
      <h3 id="tool-copies">
        {tool.copies.length === 1 ? 'Where it is' : `${tool.copies.length} copies, the first wins`}
      </h3>
      <ol class="copies">
        {tool.copies.map((copy) => (
          <CopyItem key={copy.path} copy={copy} detail={detail} />
        ))}
      </ol>
    </section>
  );
}

function CopyItem({ copy, detail }: { copy: ToolCopy; detail: ToolDetail | undefined }) {
  const why = detail?.why.find((sentence) => sentence.startsWith(`${copy.path} `));
  const evidence = detail?.evidence.find(({ path }) => path === copy.path);
  const owned = ownerWords(copy.owner) + (copy.package === null ? '' : ` (${copy.package})`);
  return (
    <li class={copy.wins ? 'copy wins' : 'copy'}>
      <p class="copy-path">
        <code>{copy.path}</code>
        {copyMarks(copy).map((mark) => (
          <span key={mark} class={mark === OPEN ? 'copy-mark warning' : 'copy-mark'}>
            {mark}
          </span>
        ))}
      </p>
      {copy.realPath !== copy.path && (
        <p class="copy-real">
          → <code>{copy.realPath}</code>
        </p>
      )}
      <p class="copy-facts">
        <span class="mono" title={versionSource(copy)}>
          {versionWords(copy.versionState, copy.version)}
        </span>
        {' · '}
        <span title={evidence?.owner}>{owned}</span>
        {' · '}
        {originWords(copy)}
      </p>
      {copy.versionDetail !== null && <p class="copy-why">{copy.versionDetail}</p>}
      {why !== undefined && <p class="copy-why">{withoutPath(why, copy.path)}</p>}
      {evidence && <p class="copy-why">{evidence.owner}</p>}
    </li>
  );
}

const OPEN = 'anybody may replace it';

/** The path stands above already. */
function withoutPath(why: string, path: string): string {
  const rest = why.slice(path.length + 1);
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}
