/** The actions that the workflow uses, each with the major version that it is written for. */
export const ACTIONS = {
  checkout: { name: 'actions/checkout', major: 'v5' },
  setupNode: { name: 'actions/setup-node', major: 'v5' },
  setupPnpm: { name: 'pnpm/action-setup', major: 'v4' },
  setShas: { name: 'nrwl/nx-set-shas', major: 'v4' },
  qemu: { name: 'docker/setup-qemu-action', major: 'v3' },
  buildx: { name: 'docker/setup-buildx-action', major: 'v3' },
  login: { name: 'docker/login-action', major: 'v3' },
} as const;

export type ActionId = keyof typeof ACTIONS;

/** `uses` of an action: by its major version, or by a commit where one is known. */
export interface ActionPin {
  uses: string;
  /** Stands behind it as a comment. */
  comment?: string;
}

/** @param commits the full hash of each action's major tag; an action without one is named by its tag */
export function pinAction(id: ActionId, commits: Partial<Record<ActionId, string>>): ActionPin {
  const { name, major } = ACTIONS[id];
  const commit = commits[id];
  return commit === undefined ? { uses: `${name}@${major}` } : { uses: `${name}@${commit}`, comment: ` ${major}` };
}
