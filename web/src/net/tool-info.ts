/** A tool of the catalogue and what of it is on the hub's machine, as the hub describes it in JSON. */
export interface ToolInfo {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly homepage: string;
  readonly installed: boolean;
  /** Of the copy that its name means, as are version and owner. */
  readonly path: string | null;
  readonly version: string | null;
  readonly versionState: VersionState | null;
  /** The installer that it is of, by id. */
  readonly owner: string | null;
  /** In the order in which they would be taken. */
  readonly copies: readonly ToolCopy[];
  /** Absent where nobody asked for it. */
  readonly update?: ToolUpdate;
  readonly launchable: boolean;
}

export type VersionState = 'pending' | 'known' | 'unknown' | 'not-asked' | 'not-the-tool';

export interface ToolCopy {
  readonly path: string;
  readonly realPath: string;
  readonly version: string | null;
  readonly versionState: VersionState;
  /** Why there is no version, for people. */
  readonly versionDetail: string | null;
  /** The file in which its installer wrote the version down; null where the program itself was asked. */
  readonly versionFrom: string | null;
  readonly owner: string | null;
  readonly package: string | null;
  /** Whether it only chooses another program, by its manager's settings. */
  readonly shim: boolean;
  readonly from: 'login-shell' | 'hub' | 'known-place';
  /** Whether anybody on the machine may replace it. */
  readonly openToAll: boolean;
  readonly wins: boolean;
}

/** What the owner's own channel says. */
export interface ToolUpdate {
  readonly installer: string;
  readonly installed: string;
  readonly latest: string;
  readonly newer: boolean;
  readonly checkedAt: string;
}

export interface ToolDetail extends ToolInfo {
  /** A sentence for each copy, the winner's first. */
  readonly why: readonly string[];
  readonly evidence: readonly { readonly path: string; readonly owner: string }[];
  readonly note: string;
  readonly needsRepository: boolean;
  readonly recipes: { readonly install: readonly Recipe[]; readonly update: readonly Recipe[] };
}

/** One way to install or update a tool. */
export interface Recipe {
  /** The installer's id, or `self`. */
  readonly recipe: string;
  readonly argv: readonly string[];
  /** From where, for people. */
  readonly downloads: string;
  readonly needsRoot: boolean;
  readonly usable: boolean;
  /** Why it is not usable here; else empty. */
  readonly obstacle: string;
  readonly note: string;
  /** The address of the script that it is. */
  readonly script?: string;
}

/** A look at the machine. */
export interface Scan {
  readonly at: string;
  readonly durationMs: number;
  readonly complete: boolean;
  readonly shell: {
    readonly program?: string;
    readonly tookMs?: number;
    /** Why the login shell did not tell its environment. */
    readonly problem?: string;
  };
}

/** An entry of the user's own that cannot be used. */
export interface Fault {
  readonly file: string;
  readonly line: number;
  readonly pointer: string;
  readonly reason: string;
}

export interface ToolList {
  readonly tools: readonly ToolInfo[];
  readonly scan: Scan;
  readonly faults: readonly Fault[];
}

/** The script by which a tool is installed, as it was downloaded. */
export interface Script {
  readonly url: string;
  readonly sha256: string;
  readonly text: string;
}
