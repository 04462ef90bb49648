import { compareText, type TextEdit } from '@hone/core/diagnostics';
import { applyTextEdits, type FileChange } from '@hone/core/edits';
import { groupBy } from '../collections.js';
import type { JudgedProject, Verdict } from '../types.js';
import { withWorkspaceDependencies } from './workspace-dependencies.js';

/**
 * The manifests before and after verdicts were carried out, sorted by name. Pure.
 *
 * @param wanted which verdicts; the default is all that have an edit
 */
export function planRemoval(
  { parts, manifests, request }: JudgedProject,
  wanted: (verdict: Verdict) => boolean = () => true,
): FileChange[] {
  const { split = false } = request.options;
  const edits = parts.flatMap(({ ecosystem, verdicts }) =>
    ecosystem.planEdits(verdicts.filter(wanted), manifests, { split }),
  );
  return [...groupBy(edits, ({ file }) => file)]
    .map(([file, list]) => changeOf(file, manifests.get(file) ?? '', list))
    .filter(({ before, after }) => before !== after)
    .sort((a, b) => compareText(a.path, b.path));
}

function changeOf(path: string, before: string, edits: readonly TextEdit[]): FileChange {
  return { path, before, after: applyTextEdits(before, edits) };
}

/**
 * All changes of files that verdicts lead to: those of the project's manifests, and of the manifests above that lose
 * their last user.
 *
 * @param workspaceRoot of the workspace or of a copy: where what is above is read
 */
export function planChanges(
  judged: JudgedProject,
  workspaceRoot: string,
  wanted?: (verdict: Verdict) => boolean,
): FileChange[] {
  return withWorkspaceDependencies(workspaceRoot, planRemoval(judged, wanted));
}
