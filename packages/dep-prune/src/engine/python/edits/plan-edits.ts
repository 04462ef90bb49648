import path from 'node:path';
import type { TextEdit } from '@hone/core/diagnostics';
import { requirementsRole } from '@hone/core/manifests';
import { groupBy } from '../../collections.js';
import { withOwnComments } from '../../removal/own-comments.js';
import type { Ecosystem, Verdict } from '../../types.js';
import { planRequirementsEdits, planRequirementsMove } from './requirements-file.js';
import { planSetupCfgEdits } from './setup-cfg.js';
import { planSetupPyEdits } from './setup-py.js';
import { planPyprojectEdits } from './toml-file.js';
import type { DeclarationChange } from './types.js';

type PlanFile = (text: string, file: string, changes: readonly DeclarationChange[]) => TextEdit[];

/** How each kind of manifest is edited, by the file's name. */
const planners: readonly (readonly [name: RegExp, plan: PlanFile])[] = [
  [/\.toml$/, planPyprojectEdits],
  [/^setup\.cfg$/, planSetupCfgEdits],
  [/^setup\.py$/, planSetupPyEdits],
  [/\.(?:txt|in)$/, planRequirementsEdits],
];

/** Edits of Python manifests; see {@link Ecosystem.planEdits}. */
export const planPythonEdits: Ecosystem['planEdits'] = (verdicts, manifests, { split = false }) => {
  const changes = verdicts.flatMap((verdict) => changesOf(verdict, split));
  const byFile = groupBy(changes, ({ declaration }) => declaration.file);
  const edits = [...byFile].flatMap(([file, list]) => {
    const text = manifests.get(file);
    const planner = planners.find(([name]) => name.test(path.posix.basename(file)));
    if (text === undefined || !planner) return [];
    const names = list.map(({ declaration }) => declaration.name);
    return [...withOwnComments(text, planner[1](text, file, list), names), ...movesBetweenFiles(file, list, manifests)];
  });
  return joined(edits);
};

/** What moves out of a requirements file goes to the one beside it, where there is just one for that. */
function movesBetweenFiles(
  file: string,
  changes: readonly DeclarationChange[],
  manifests: ReadonlyMap<string, string>,
): TextEdit[] {
  if (!/\.(?:txt|in)$/.test(file)) return [];
  return (['development', 'runtime'] as const).flatMap((moveTo) => {
    const moving = changes.filter((change) => change.moveTo === moveTo);
    const [target, ...others] = [...manifests.keys()].filter((each) => each !== file && isHome(each, file, moveTo));
    const [from, to] = [manifests.get(file), target === undefined ? undefined : manifests.get(target)];
    if (moving.length === 0 || others.length > 0 || from === undefined || to === undefined) return [];
    return planRequirementsMove({ text: from, file }, { text: to, file: target! }, moving);
  });
}

/** `requirements.txt` is the home of what runs, `requirements-dev.txt` and its like of what development uses. */
function isHome(file: string, from: string, moveTo: 'development' | 'runtime'): boolean {
  if (path.posix.dirname(file) !== path.posix.dirname(from)) return false;
  if (path.posix.extname(file) !== path.posix.extname(from)) return false;
  const folder = path.posix.dirname(file);
  const inside =
    path.posix.basename(folder) === 'requirements' ? `requirements/${path.posix.basename(file)}` : undefined;
  const role = requirementsRole(inside ?? path.posix.basename(file));
  if (moveTo === 'runtime') return role?.kind === 'runtime';
  return role?.kind === 'group' && /^dev(?:el|elop|elopment)?$/.test(role.group);
}

/** Insertions at one place of one file, in the order of their text, as one edit: none of them may overlap. */
function joined(edits: readonly TextEdit[]): TextEdit[] {
  const groups = groupBy(edits, ({ file, region: { start, end } }) =>
    start.line === end.line && start.column === end.column
      ? `${file} ${start.line}:${start.column}`
      : JSON.stringify([file, start, end]),
  );
  return [...groups.values()].map((list) => ({
    ...list[0]!,
    newText: list
      .map(({ newText }) => newText)
      .sort()
      .join(''),
  }));
}

function changesOf({ kind, declarations }: Verdict, split: boolean): DeclarationChange[] {
  if (kind === 'unused' || kind === 'transitive') return declarations.map((declaration) => ({ declaration, kind }));
  if (!split) return [];
  if (kind === 'dev-only') return declarations.map((declaration) => ({ declaration, kind, moveTo: 'development' }));
  if (kind === 'runtime') return declarations.map((declaration) => ({ declaration, kind, moveTo: 'runtime' }));
  return [];
}
