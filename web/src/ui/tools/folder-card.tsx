import { useEffect, useState } from 'preact/hooks';
import type { Result } from '../../net/api';
import type { FolderCard, GitState, Want } from '../../net/folders';
import { sentence } from '../../net/problem';
import { branchWords, distinct, metOf, stateWords, wantWords } from '../../state/folder-words';
import { pathOf } from '../../state/route';
import { useWorkbench } from '../context';
import { BranchIcon } from '../icons';

interface FolderCardProps {
  /** Empty for the home folder. */
  readonly path: string;
  /** The tool that works in a repository only, by its name. */
  readonly needsRepository: string | undefined;
}

/** How a folder's repository stands, and whether the tools are here that it asks for. */
export function FolderCardView({ path, needsRepository }: FolderCardProps) {
  const answer = useCard(path);
  return (
    <div class="folder-card" aria-live="polite">
      {answer?.ok === false && <p class="error">{sentence(answer.failure)}</p>}
      {answer?.ok !== false && (
        <p class="folder-state">
          {answer ? <Repository card={answer.value} needs={needsRepository} /> : <Waiting />}
        </p>
      )}
      {answer?.ok && answer.value.wants.length > 0 && (
        <ul class="wants" aria-label="Asked for by the project">
          {distinct(answer.value.wants).map((want) => (
            <WantRow key={`${want.tool} ${want.version}`} want={want} />
          ))}
        </ul>
      )}
    </div>
  );
}

const Waiting = () => <span class="skeleton" />;

/** The home folder, where the hub starts when no folder is named. */
const HOME = '.';

function useCard(path: string): Result<FolderCard> | undefined {
  const { tools } = useWorkbench();
  const [answer, setAnswer] = useState<Result<FolderCard>>();
  useEffect(() => {
    let late = false;
    void tools.card(path || HOME).then((result) => {
      if (!late) setAnswer(result);
    });
    return () => (late = true);
  }, [tools, path]);
  return answer;
}

function Repository({ card, needs }: { card: FolderCard; needs: string | undefined }) {
  const { git } = card;
  if (git === null) {
    return needs === undefined ? (
      <span class="faint">In no repository</span>
    ) : (
      <span class="warning">In no repository, which {needs} needs</span>
    );
  }
  if ('problem' in git) return <span class="warning">git cannot tell: {git.problem}</span>;
  return <Branch git={git} />;
}

function Branch({ git }: { git: GitState }) {
  return (
    <>
      <BranchIcon />
      <span class="mono">{branchWords(git)}</span>
      <span class={git.conflicts > 0 ? 'warning' : 'faint'}>{stateWords(git).join(', ')}</span>
    </>
  );
}

function WantRow({ want }: { want: Want }) {
  const { router } = useWorkbench();
  const route = { place: 'tools', tool: want.tool } as const;
  const met = metOf(want);
  const wanted = `${want.tool} ${want.version}`.trim();
  return (
    <li class={`want ${met}`} title={`Asked for in ${want.file}`}>
      <span class="want-mark" aria-hidden="true" />
      {want.known ? (
        <a
          href={pathOf(route)}
          class="mono"
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return;
            event.preventDefault();
            router.go(route);
          }}
        >
          {wanted}
        </a>
      ) : (
        <span class="mono">{wanted}</span>
      )}
      <span class="want-says">{wantWords(want)}</span>
      <span class="faint want-file">{want.file}</span>
    </li>
  );
}
