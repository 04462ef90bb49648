import { type CompiledFormats, loadFormats } from '../read/index.js';
import { fixers as allFixers } from '../fixers/index.js';
import { fingerprintOf } from '../group/index.js';
import { createRouter, routeOf } from '../route/index.js';
import { type CandidateCache, cachedFixers } from '../learn/index.js';
import type { SourceFiles } from '../types.js';
import { readLearned } from './learned-file.js';
import type { PlanOptions } from './plan.js';

/** What a workspace reads and fixes with: what the package brings along, and what the workspace adds. */
export interface PlanParts extends Required<Pick<PlanOptions, 'fixers' | 'routeOf' | 'fingerprintOf' | 'learned'>> {
  formats: CompiledFormats;
  /** Sentences on formats, rules and outcomes of the workspace that are not used. */
  problems: string[];
}

/**
 * @param workspaceRoot absolute path
 * @param cache what fixers said before
 */
export async function loadParts(workspaceRoot: string, files: SourceFiles, cache?: CandidateCache): Promise<PlanParts> {
  const formats = await loadFormats(workspaceRoot);
  const { learned, problems } = readLearned(files);
  const rules = await loadOwnRules(files);
  const broken = [...formats.problems, ...(rules?.problems ?? [])].map(({ message, file, line }) => {
    const place = file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`}: `;
    return `${place}${message}`;
  });
  const fixers = rules ? allFixers.map((fixer) => (fixer.id === 'rules' ? rules.fixer : fixer)) : allFixers;
  return {
    formats,
    fixers: cache ? cachedFixers(fixers, cache) : fixers,
    routeOf: rules ? rules.routeOf : routeOf,
    fingerprintOf: ({ diagnostic }) => fingerprintOf(diagnostic),
    learned,
    problems: [...problems, ...broken],
  };
}

/** Rules are compiled only for a workspace that has some of its own. */
async function loadOwnRules(files: SourceFiles) {
  if (!files.exists('.hone/build-fix/rules')) return undefined;
  const { createRulesFixer, loadRules } = await import('../fixers/rules/index.js');
  const set = await loadRules(files);
  const router = createRouter({ rules: set.table });
  return {
    problems: set.problems,
    routeOf: router.routeOf,
    fixer: { id: 'rules', load: () => Promise.resolve(createRulesFixer(set)) },
  };
}
