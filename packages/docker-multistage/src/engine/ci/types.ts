import type { ActionId } from './actions.data.js';

export type NodeManager = 'npm' | 'pnpm' | 'yarn' | 'berry';

/** What the workflow is made from. */
export interface CiSettings {
  /** The branch that images are pushed from. */
  branch: string;
  /** Targets that `nx affected` runs; at least one. */
  targets: readonly string[];
  /** The target that builds images; `undefined` for a workflow without images. */
  imageTarget: string | undefined;
  /** The registry's host. */
  registry: string;
  platforms: readonly string[];
  manager: NodeManager;
  node: string;
  /** Commits of actions, where they are pinned by them. */
  commits: Partial<Record<ActionId, string>>;
}
