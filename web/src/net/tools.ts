import { call } from './api';
import type { Result } from './api';
import type { HubEvent } from './hub-events';
import type { TerminalInfo } from './terminal-info';
import type { Script, ToolDetail, ToolInfo, ToolList } from './tool-info';

/** What is to be known besides what is known: both take seconds. */
export interface Wish {
  /** The machine is looked at again, the login shell included. */
  readonly refresh?: boolean;
  /** The installers are asked for newest versions. */
  readonly updates?: boolean;
}

export interface Launch {
  /** The home folder, where it is left out. */
  readonly cwd?: string;
  readonly args: readonly string[];
  readonly cols?: number;
  readonly rows?: number;
  /** Whether someone said yes to a copy that others could have put there. */
  readonly confirm?: boolean;
}

/** News about tools and what installs them. */
export type ToolNews =
  | { readonly is: 'detected'; readonly tool: ToolInfo }
  | { readonly is: 'looked'; readonly at: string; readonly durationMs: number }
  | RecipeNews;

export type RecipeNews = {
  readonly id: string;
  readonly terminal: string;
  readonly recipe: string;
} & (
  | { readonly is: 'progress'; readonly stage: string }
  | { readonly is: 'installed'; readonly tool: ToolInfo; readonly remark: string }
  | { readonly is: 'install-failed'; readonly code: string; readonly detail: string }
);

export function listTools({ refresh = false, updates = false }: Wish): Promise<Result<ToolList>> {
  return call('GET', `/api/tools?refresh=${refresh}&updates=${updates}`);
}

export function getTool(id: string): Promise<Result<ToolDetail>> {
  return call('GET', toolPath(id));
}

export function launchTool(id: string, launch: Launch): Promise<Result<TerminalInfo>> {
  return call('POST', `${toolPath(id)}/launch`, launch);
}

/** `sha256` is that of the script as it was shown, where the recipe is one. */
export function installTool(
  id: string,
  recipe: string,
  sha256?: string,
): Promise<Result<TerminalInfo>> {
  return call('POST', `${toolPath(id)}/install`, {
    recipe,
    ...(sha256 === undefined ? {} : { sha256 }),
  });
}

export function updateTool(id: string, recipe: string): Promise<Result<TerminalInfo>> {
  return call('POST', `${toolPath(id)}/update`, { recipe });
}

export function toolScript(id: string): Promise<Result<Script>> {
  return call('GET', `${toolPath(id)}/script`);
}

function toolPath(id: string): string {
  return `/api/tools/${encodeURIComponent(id)}`;
}

export function toolNews({ name, data }: HubEvent): ToolNews | undefined {
  const { id, tool, terminal, recipe, scan, stage, remark, code, detail } = data as EventData;
  const work = { id: id ?? '', terminal: terminal ?? '', recipe: recipe ?? '' };
  switch (name) {
    case 'tool.detected':
      return tool && { is: 'detected', tool };
    case 'tools.looked':
      return scan && { is: 'looked', at: scan.at, durationMs: scan.durationMs };
    case 'tool.install-progress':
      return { is: 'progress', ...work, stage: stage ?? '' };
    case 'tool.installed':
      return tool && { is: 'installed', ...work, tool, remark: remark ?? '' };
    case 'tool.install-failed':
      return { is: 'install-failed', ...work, code: code ?? '', detail: detail ?? '' };
    default:
      return undefined;
  }
}

/** What the hub's events on tools carry, one or the other. */
interface EventData {
  readonly id?: string;
  readonly tool?: ToolInfo;
  readonly terminal?: string;
  readonly recipe?: string;
  readonly scan?: { readonly at: string; readonly durationMs: number };
  readonly stage?: string;
  readonly remark?: string;
  readonly code?: string;
  readonly detail?: string;
}
