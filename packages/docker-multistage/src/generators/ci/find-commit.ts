import { HoneError } from '@hone/core/diagnostics';
import { runProcess } from '@hone/core/process';
import { type ActionId, ACTIONS } from '../../engine/ci/actions.data.js';

/** Finds the commit that a tag of a repository on GitHub is. @throws HoneError when nobody answers */
export type FindCommit = (repository: string, tag: string) => Promise<string>;

/** The commits of all actions. */
export async function findCommits(find: FindCommit): Promise<Record<ActionId, string>> {
  const entries = await Promise.all(
    Object.entries(ACTIONS).map(async ([id, { name, major }]) => [id, await find(name, major)] as const),
  );
  return Object.fromEntries(entries) as Record<ActionId, string>;
}

/** Asks GitHub with git. Of a tag with a message of its own, the commit behind it counts. */
export const findCommit: FindCommit = async (repository, tag) => {
  const url = `https://github.com/${repository}`;
  const result = await runProcess({
    command: 'git',
    args: ['ls-remote', url, `refs/tags/${tag}`, `refs/tags/${tag}^{}`],
    env: { ...process.env, GIT_TERMINAL_PROMPT: '0' },
    timeoutMs: 30_000,
  });
  const lines = result.kind === 'exited' && result.code === 0 ? result.stdout.trim().split('\n') : [];
  const line = lines.find((one) => one.endsWith('^{}')) ?? lines[0];
  const commit = /^[0-9a-f]{40}/.exec(line ?? '')?.[0];
  if (commit !== undefined) return commit;
  const hint = 'Pin by the major version with `--pin=major`, or run it where GitHub can be reached.';
  throw new HoneError(`The commit of ${repository}@${tag} can not be found at ${url}. ${hint}`, { hint });
};
