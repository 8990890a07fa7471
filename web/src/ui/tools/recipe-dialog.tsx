import { useEffect, useState } from 'preact/hooks';
import type { Result } from '../../net/api';
import { sentence } from '../../net/problem';
import type { Recipe, Script, ToolDetail } from '../../net/tool-info';
import { runRecipe } from '../../state/tool-actions';
import { commandLine, installerName } from '../../state/tool-words';
import { useWorkbench } from '../context';
import { Dialog } from '../dialog';
import { RecipeFacts } from './tool-recipes';

interface RecipeDialogProps {
  readonly tool: string;
  readonly verb: 'install' | 'update';
  /** The one that is chosen at first; by default the best. */
  readonly recipe: string | undefined;
  readonly onClose: () => void;
}

/** Shows exactly what would be run, and runs it once someone says yes. */
export function RecipeDialog({ tool, verb, recipe, onClose }: RecipeDialogProps) {
  const { tools } = useWorkbench();
  const [answer, setAnswer] = useState<Result<ToolDetail>>();
  useEffect(() => void tools.detail(tool).then(setAnswer), [tools, tool]);

  const name = tools.byId.value.get(tool)?.name ?? (answer?.ok ? answer.value.name : tool);
  const title = verb === 'install' ? `Install ${name}?` : `Update ${name}?`;
  return (
    <Dialog title={title} wide onClose={onClose}>
      {!answer && <p class="faint">Working out what would be run…</p>}
      {answer?.ok === false && (
        <p class="error" role="alert">
          {sentence(answer.failure)}
        </p>
      )}
      {answer?.ok ? (
        <Ask detail={answer.value} verb={verb} wished={recipe} onClose={onClose} />
      ) : (
        <div class="dialog-actions">
          <button type="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      )}
    </Dialog>
  );
}

interface AskProps {
  readonly detail: ToolDetail;
  readonly verb: 'install' | 'update';
  readonly wished: string | undefined;
  readonly onClose: () => void;
}

function Ask({ detail, verb, wished, onClose }: AskProps) {
  const workbench = useWorkbench();
  const recipes = detail.recipes[verb];
  const usable = recipes.filter((recipe) => recipe.usable);
  const [chosen, setChosen] = useState(
    () => usable.find(({ recipe }) => recipe === wished) ?? usable[0],
  );
  const script = useScript(detail.id, chosen);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const isShown = chosen?.script === undefined || script?.ok === true;

  const run = async () => {
    if (!chosen || !isShown) return;
    setBusy(true);
    const { recipe } = chosen;
    const sha256 = script?.ok ? script.value.sha256 : undefined;
    const result = await runRecipe(workbench, { tool: detail.id, verb, recipe, sha256 });
    setBusy(false);
    if (result.ok) onClose();
    else setProblem(sentence(result.failure));
  };

  return (
    <form
      class="recipe-form"
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      {recipes.length === 0 && (
        <p>
          The catalogue knows no way to {verb} it here.{' '}
          <a href={detail.homepage} target="_blank" rel="noreferrer">
            Its home page
          </a>{' '}
          may.
        </p>
      )}
      <div class="recipes" role="radiogroup" aria-label="How">
        {recipes.map((recipe) => (
          <div key={recipe.recipe} class={recipe.usable ? 'recipe' : 'recipe unusable'}>
            <label class="recipe-choice">
              <input
                type="radio"
                name="recipe"
                checked={chosen === recipe}
                disabled={!recipe.usable}
                onChange={() => {
                  setChosen(recipe);
                  setProblem(undefined);
                }}
              />
              <span class="recipe-name">{installerName(recipe.recipe)}</span>
            </label>
            <code class="argv">{commandLine(recipe.argv)}</code>
            <RecipeFacts recipe={recipe} />
          </div>
        ))}
      </div>
      {chosen?.script !== undefined && <ScriptText url={chosen.script} script={script} />}
      {problem !== undefined && (
        <p class="error" role="alert">
          {problem}
        </p>
      )}
      <div class="dialog-actions">
        <button type="button" onClick={onClose}>
          Cancel
        </button>
        <button type="submit" class="primary" autofocus disabled={busy || !chosen || !isShown}>
          {verb === 'install' ? 'Install' : 'Update'} in a terminal
        </button>
      </div>
    </form>
  );
}

/** What a script recipe would run, which must be seen before. */
function useScript(tool: string, recipe: Recipe | undefined): Result<Script> | undefined {
  const { tools } = useWorkbench();
  const [answer, setAnswer] = useState<Result<Script>>();
  const url = recipe?.script;
  useEffect(() => {
    setAnswer(undefined);
    if (url === undefined) return;
    let late = false;
    void tools.script(tool).then((result) => {
      if (!late) setAnswer(result);
    });
    return () => (late = true);
  }, [tools, tool, url]);
  return answer;
}

function ScriptText({ url, script }: { url: string; script: Result<Script> | undefined }) {
  if (!script) return <p class="faint">Downloading {url} to show it…</p>;
  if (!script.ok) {
    return (
      <p class="error" role="alert">
        {sentence(script.failure)}
      </p>
    );
  }
  return (
    <div class="script">
      <p>
        This is the script, and nothing else is run. SHA-256{' '}
        <code class="sha256">{script.value.sha256}</code>
      </p>
      <pre class="paste-text" tabIndex={0} role="region" aria-label={`The script ${url}`}>
        {script.value.text}
      </pre>
    </div>
  );
}
