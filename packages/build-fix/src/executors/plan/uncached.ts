import path from 'node:path';
import { HoneError } from '@hone/core/diagnostics';
import type { CachedTask } from '@hone/core/nx';
import { readIgnored } from '../../engine/plan/git.js';
import type { PlanOptions } from './schema.js';

/** The id of a commit can not come to mean another one. */
const COMMIT = /^(?:[\da-f]{40}|[\da-f]{64})$/i;

/**
 * Refuses a task whose outcome depends on what Nx does not hash, when Nx would cache it: a hit would be a plan for another
 * log, or for another commit. A log that is an input of the target, by its own name, is hashed.
 *
 * @throws HoneError that says what to do instead
 */
export async function refuseCached(
  { from, onlyChanged }: PlanOptions,
  task: CachedTask,
  { NX_SKIP_NX_CACHE: skips } = process.env,
): Promise<void> {
  if (!task.configuration?.cache || skips === 'true') return;
  const name = `${task.project}:${task.target}`;
  const [unknown] = await unknownFiles([from ?? []].flat(), task);
  if (unknown !== undefined) {
    throw new HoneError(`${name} is cached, and Nx does not know what ${unknown} holds, which \`from\` names.`, {
      hint: `Add --skip-nx-cache; or let git know the file and put "{workspaceRoot}/${unknown}" among the target's inputs.`,
    });
  }
  if (onlyChanged !== undefined && !COMMIT.test(onlyChanged)) {
    throw new HoneError(
      `${name} is cached, so \`onlyChanged\` needs the full id of a commit: ${onlyChanged} can move.`,
      {
        hint: `Give --onlyChanged=$(git rev-parse ${onlyChanged}), or add --skip-nx-cache.`,
      },
    );
  }
}

/** Files that are no inputs of the target, or that git ignores, which Nx never hashes. */
async function unknownFiles(files: readonly string[], task: CachedTask): Promise<string[]> {
  const inputs = new Set(
    (task.configuration?.inputs ?? []).map((input) =>
      typeof input === 'string' ? input : 'fileset' in input ? input.fileset : '',
    ),
  );
  const isInput = (file: string): boolean =>
    inputs.has(`{workspaceRoot}/${file}`) || inputs.has(`{projectRoot}/${path.posix.relative(task.root, file)}`);
  const names = files.map((file) => path.posix.normalize(file));
  const declared = names.filter(isInput);
  const signal = new AbortController().signal;
  const ignored = await readIgnored({ workspaceRoot: task.workspaceRoot, signal }, declared);
  return names.filter((file) => !isInput(file) || ignored.has(file));
}
