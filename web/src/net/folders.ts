import { call } from './api';
import type { Result } from './api';

/** A project below the workspace roots. */
export interface Folder {
  readonly path: string;
  readonly name: string;
  readonly repository: boolean;
  /** Files by which it is known as a project. */
  readonly marks: readonly string[];
}

/** What a folder asks for and how its repository stands. */
export interface FolderCard {
  readonly path: string;
  readonly name: string;
  readonly wants: readonly Want[];
  /** Tools of the catalogue that are asked for and not installed. */
  readonly missing: readonly string[];
  readonly git: GitState | { readonly problem: string } | null;
}

export interface Want {
  readonly tool: string;
  /** As the file writes it; empty where it names none. */
  readonly version: string;
  readonly file: string;
  /** Whether the catalogue has the tool. */
  readonly known: boolean;
  readonly installed: boolean;
  readonly installedVersion: string | null;
  /** Whether that is one asked for; null where it cannot be told. */
  readonly met: boolean | null;
}

export interface GitState {
  readonly branch: string;
  readonly commit: string;
  readonly upstream: string;
  readonly ahead: number;
  readonly behind: number;
  readonly changed: number;
  readonly untracked: number;
  readonly conflicts: number;
}

interface Folders {
  readonly folders: readonly Folder[];
  /** Whether no limit cut the search short. */
  readonly scan: { readonly complete: boolean };
}

/** The best matches first. The first call of all may take 5 s. */
export function listFolders(query: string, limit: number): Promise<Result<Folders>> {
  return call('GET', `/api/folders?query=${encodeURIComponent(query)}&limit=${limit}`);
}

export function folderCard(path: string): Promise<Result<FolderCard>> {
  return call('GET', `/api/folders/card?path=${encodeURIComponent(path)}`);
}
