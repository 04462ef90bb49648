import type { Identity } from '../labels.js';

export type ManagerName = 'npm' | 'pnpm' | 'yarn' | 'berry';

/** One package of the workspace, as far as its `package.json` goes. */
export interface NodePackage {
  name: string;
  /** Relative to the workspace root. */
  root: string;
  scripts: Readonly<Record<string, string>>;
  /** `dependencies` and `optionalDependencies`. */
  dependencies: ReadonlySet<string>;
  main?: string;
  /** Its programs, the first first. */
  bin: readonly string[];
}

/** What of a project decides what its Dockerfile looks like. Paths are relative to the workspace root. */
export interface NodeFacts {
  project: string;
  root: string;
  package: NodePackage;
  identity: Identity;
  manager: ManagerName;
  /** The manager's version, for those that no image brings along. */
  managerVersion: string;
  /** The folder with the lock, where the manager runs. */
  lockRoot: string;
  /** Manifests, lock and settings in that folder: names only. */
  manifests: readonly string[];
  /**
   * `single`: the project has its own manifest and lock. `member`: it is one of several workspaces under one lock.
   * `integrated`: Nx builds it, and the manifest at the root is everybody's.
   */
  layout: 'single' | 'member' | 'integrated';
  /** The project and the workspaces that it depends on, those first that others need. */
  members: readonly NodePackage[];
  /** Folders with sources: the project's and those of what it depends on. Sorted. */
  sources: readonly string[];
  /** Files at the root that builds read: `tsconfig.base.json`. */
  rootFiles: readonly string[];
  /** Patterns of the other workspaces' manifests. */
  otherManifests: readonly string[];
  /** Settings name a registry or a token of one: fetching may take a secret. */
  hasPrivateRegistry: boolean;
  /** The major version of Node. */
  node: number;
  /** Something in the lock compiles C++. */
  compiles: boolean;
  /** Where Nx puts what it builds, with the file to start. */
  built?: { folder: string; main: string };
  service: NodeService;
  /** `next.config` says `output: 'standalone'`. */
  nextStandalone: boolean;
}

export interface NodeService {
  framework: string | undefined;
  port: number | undefined;
  healthPath: string | undefined;
  /** Variables that make it reachable from outside its container. */
  environment: readonly { variable: string; value: string }[];
  /** Words of the start command, run in the project's folder. */
  start: readonly string[];
  worker?: readonly string[];
  scheduler?: readonly string[];
  /** The command of development, with reload. */
  development: readonly string[] | undefined;
  /** Whether there is a script `test`. */
  hasTests: boolean;
  /** Said of the start command. */
  notes: readonly string[];
}
