import path from 'node:path';
import type { TextEdit } from '@hone/core';
import { groupBy } from '../../collections.js';
import type { Declaration, Ecosystem, Verdict } from '../../types.js';
import { planRequirementsEdits } from './requirements-file.js';
import { planSetupCfgEdits } from './setup-cfg.js';
import { planPyprojectEdits } from './toml-file.js';

/** What becomes of one declaration. */
export interface DeclarationChange {
  declaration: Declaration;
  /** Where it goes; absent: it is removed. */
  moveTo?: 'development' | 'runtime';
}

type PlanFile = (text: string, file: string, changes: readonly DeclarationChange[]) => TextEdit[];

/** How each kind of manifest is edited, by the file's name; a `setup.py` is a program, and left to people. */
const planners: readonly (readonly [name: RegExp, plan: PlanFile])[] = [
  [/\.toml$/, planPyprojectEdits],
  [/^setup\.cfg$/, planSetupCfgEdits],
  [/\.(?:txt|in)$/, planRequirementsEdits],
];

/** Edits of Python manifests; see {@link Ecosystem.planEdits}. */
export const planPythonEdits: Ecosystem['planEdits'] = (verdicts, manifests, { split = false }) => {
  const changes = verdicts.flatMap((verdict) => changesOf(verdict, split));
  const byFile = groupBy(changes, ({ declaration }) => declaration.file);
  return [...byFile].flatMap(([file, list]) => {
    const text = manifests.get(file);
    const planner = planners.find(([name]) => name.test(path.posix.basename(file)));
    return text === undefined || !planner ? [] : planner[1](text, file, list);
  });
};

function changesOf({ kind, declarations }: Verdict, split: boolean): DeclarationChange[] {
  if (kind === 'unused' || kind === 'transitive') return declarations.map((declaration) => ({ declaration }));
  if (!split) return [];
  if (kind === 'dev-only') return declarations.map((declaration) => ({ declaration, moveTo: 'development' }));
  if (kind === 'runtime') return declarations.map((declaration) => ({ declaration, moveTo: 'runtime' }));
  return [];
}
