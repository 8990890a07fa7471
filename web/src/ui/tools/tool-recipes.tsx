import type { Recipe, ToolDetail, ToolInfo } from '../../net/tool-info';
import { showBeside } from '../../state/tool-actions';
import { commandLine, installerName, workWords } from '../../state/tool-words';
import type { Work } from '../../state/tool-words';
import { useWorkbench } from '../context';

interface ToolRecipesProps {
  readonly tool: ToolInfo;
  readonly detail: ToolDetail | undefined;
}

/** What can be run to install or update a tool, and how what runs stands. */
export function ToolRecipes({ tool, detail }: ToolRecipesProps) {
  const install = detail?.recipes.install ?? [];
  const update = detail?.recipes.update ?? [];
  return (
    <>
      <Progress tool={tool} />
      {tool.installed && (update.length > 0 || !detail) && (
        <Section title="Update" tool={tool} verb="update" recipes={detail && update} />
      )}
      {!tool.installed && (
        <Section title="Install" tool={tool} verb="install" recipes={detail && install} />
      )}
      {tool.installed && install.length > 0 && (
        <details class="tool-section">
          <summary>Other ways to install it</summary>
          <Recipes tool={tool} verb="install" recipes={install} />
        </details>
      )}
    </>
  );
}

interface SectionProps {
  readonly title: string;
  readonly tool: ToolInfo;
  readonly verb: 'install' | 'update';
  /** Undefined until they are known. */
  readonly recipes: readonly Recipe[] | undefined;
}

function Section({ title, tool, verb, recipes }: SectionProps) {
  const id = `tool-${verb}`;
  return (
    <section class="tool-section" aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {recipes ? (
        <Recipes tool={tool} verb={verb} recipes={recipes} />
      ) : (
        <div class="recipe" aria-hidden="true">
          <span class="skeleton" />
        </div>
      )}
      {recipes?.length === 0 && (
        <p class="faint">
          The catalogue knows no way; <a href={tool.homepage}>its home page</a> may.
        </p>
      )}
    </section>
  );
}

interface RecipesProps {
  readonly tool: ToolInfo;
  readonly verb: 'install' | 'update';
  readonly recipes: readonly Recipe[];
}

function Recipes({ tool, verb, recipes }: RecipesProps) {
  const { dialogs } = useWorkbench();
  return (
    <ul class="recipes">
      {recipes.map((recipe) => (
        <li key={recipe.recipe} class={recipe.usable ? 'recipe' : 'recipe unusable'}>
          <div class="recipe-head">
            <span class="recipe-name">{installerName(recipe.recipe)}</span>
            {recipe.usable && (
              <button
                type="button"
                aria-label={`${verb === 'install' ? 'Install' : 'Update'} with ${installerName(recipe.recipe)}…`}
                onClick={() =>
                  dialogs.show({ is: 'recipe', tool: tool.id, verb, recipe: recipe.recipe })
                }
              >
                {verb === 'install' ? 'Install…' : 'Update…'}
              </button>
            )}
          </div>
          <code class="argv">{commandLine(recipe.argv)}</code>
          <RecipeFacts recipe={recipe} />
        </li>
      ))}
    </ul>
  );
}

/** Where from, as whom, and why not. */
export function RecipeFacts({ recipe }: { recipe: Recipe }) {
  return (
    <>
      {recipe.obstacle !== '' && <p class="recipe-obstacle">{recipe.obstacle}</p>}
      <p class="recipe-facts">
        {recipe.downloads !== '' && <>Downloads from {recipe.downloads}. </>}
        {recipe.needsRoot && <>Asks for root’s password in its terminal. </>}
        {recipe.note}
      </p>
    </>
  );
}

/** How an installation or update stands; over a reload, its terminal still tells that there is one. */
function Progress({ tool }: { tool: ToolInfo }) {
  const workbench = useWorkbench();
  const { tools, terminals } = workbench;
  const left = terminals.list.value.find(
    ({ tags, state }) => state === 'running' && tags.includes(`install:${tool.id}`),
  );
  const work: Work | undefined =
    tools.works.value.get(tool.id) ??
    (left && { is: 'running', terminal: left.id, recipe: left.command[0] ?? '' });
  if (!work) return null;
  const hasTerminal = terminals.find(work.terminal) !== undefined;
  return (
    <div class={`tool-progress ${work.is}`} role="status">
      <span class="progress-mark" aria-hidden="true" />
      <p>
        <strong>{workWords(work)}</strong>
        {work.is === 'failed' && work.detail !== '' && <span> {work.detail}</span>}
      </p>
      {hasTerminal && (
        <button type="button" onClick={() => showBeside(workbench, work.terminal)}>
          Show its terminal
        </button>
      )}
    </div>
  );
}
