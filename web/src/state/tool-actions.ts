import type { Result } from '../net/api';
import { sentence } from '../net/problem';
import type { TerminalInfo } from '../net/terminal-info';
import type { Action } from './actions';
import type { PaletteSource } from './palette';
import { isPhone } from './presence';
import { launchKey } from './tool-memory';
import type { RecentLaunch } from './tool-memory';
import { isQuestion, ownerWords, versionWords } from './tool-words';
import type { Workbench } from './workbench';
import { joinWords } from './words';

/** A launch that is wished for. */
export type LaunchWish = Omit<RecentLaunch, 'atMs'>;

/** Starts a tool on a terminal and shows it; where the hub wants a yes first, a person is asked for it. */
export async function launch(workbench: Workbench, wish: LaunchWish, confirm = false) {
  const { tools, toolMemory, dialogs } = workbench;
  const { tool, folder, args } = wish;
  const result = await tools.launch(tool, {
    args,
    confirm,
    ...(folder === '' ? {} : { cwd: folder }),
    ...workbench.usualSize(),
  });
  if (result.ok) {
    toolMemory.launched({ ...wish, atMs: Date.now() });
    workbench.problem.value = undefined;
    workbench.terminals.opened(result.value);
    workbench.show(result.value.id);
  } else if (result.failure.kind === 'refused' && isQuestion(result.failure.problem.code)) {
    dialogs.show({ is: 'launch-anyway', wish, why: sentence(result.failure) });
  } else {
    workbench.problem.value = sentence(result.failure);
  }
}

/** What is run for a tool, chosen and agreed to. */
export interface RecipeWish {
  readonly tool: string;
  readonly verb: 'install' | 'update';
  readonly recipe: string;
  /** Of the script as it was shown, where it is one. */
  readonly sha256: string | undefined;
}

/** Runs a recipe in a terminal, which is shown beside what is said of the tool. */
export async function runRecipe(
  workbench: Workbench,
  { tool, verb, recipe, sha256 }: RecipeWish,
): Promise<Result<TerminalInfo>> {
  const { tools } = workbench;
  const result = await (verb === 'install'
    ? tools.install(tool, recipe, sha256)
    : tools.update(tool, recipe));
  if (result.ok) {
    workbench.terminals.opened(result.value);
    showBeside(workbench, result.value.id);
  }
  return result;
}

/** Shows a terminal without leaving the place, where there is room for both. */
export function showBeside(workbench: Workbench, terminal: string): void {
  if (!isPhone.peek()) workbench.pulledUp.value = true;
  workbench.show(terminal);
}

export function toolActions(workbench: Workbench): readonly Action[] {
  const { router, tools } = workbench;
  return [
    {
      id: 'tools.show',
      title: 'Go to the tools',
      group: 'Places',
      keys: ['Ctrl+Shift+K'],
      run: () => router.go({ place: 'tools' }),
    },
    {
      id: 'tools.look-again',
      title: 'Look again which tools are here',
      group: 'Tools',
      when: () => tools.looking.value === undefined,
      run: () => {
        router.go({ place: 'tools' });
        tools.lookAgain();
      },
    },
    {
      id: 'tools.check-updates',
      title: 'Check the tools for newer versions',
      group: 'Tools',
      when: () => tools.looking.value === undefined,
      run: () => {
        router.go({ place: 'tools' });
        tools.checkUpdates();
      },
    },
  ];
}

/** Launches of before, tools that are here, and what is known of all. */
export function toolItems(workbench: Workbench): PaletteSource {
  const { tools, toolMemory, router } = workbench;
  return () => {
    const { recent, folder } = toolMemory.values.value;
    const list = tools.list.value ?? [];
    const named = tools.byId.value;
    const again = recent.flatMap((wish) => {
      const tool = named.get(wish.tool);
      if (!tool?.launchable) return [];
      const words = joinWords(wish.args);
      return {
        id: `launch ${launchKey({ ...wish, atMs: 0 })}`,
        kind: 'Launch',
        title: `${tool.name} ${words}`.trimEnd(),
        detail: `launch again in ${wish.folder || 'the home folder'}`,
        run: () => void launch(workbench, wish),
      };
    });
    const launches = list
      .filter(({ launchable }) => launchable)
      .map((tool) => ({
        id: `launch ${tool.id}`,
        kind: 'Launch',
        title: tool.name,
        detail: `launch in ${folder || 'the home folder'}`,
        run: () => void launch(workbench, { tool: tool.id, folder, args: [] }),
      }));
    const details = list.map((tool) => ({
      id: `tool ${tool.id}`,
      kind: 'Tool',
      title: `${tool.name}: details`,
      detail: tool.installed
        ? `${versionWords(tool.versionState, tool.version)} · ${ownerWords(tool.owner)}`
        : 'not installed',
      run: () => router.go({ place: 'tools', tool: tool.id }),
    }));
    return [...again, ...launches, ...details];
  };
}

/** What a folder is called where there is little room. */
export function folderName(path: string): string {
  return path === '' ? 'the home folder' : (path.split('/').filter(Boolean).at(-1) ?? path);
}
