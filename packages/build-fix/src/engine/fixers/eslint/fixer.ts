import path from 'node:path';
import { errorMessage } from '@hone/core/diagnostics';
import { joinEqual, sortCandidates } from '../suggestions/candidates.js';
import type { Candidate, FixContext, Fixer, LogEntry } from '../../types.js';
import { candidatesOf } from './candidates.js';
import { runEslint } from './run-eslint.js';
import { coreRulesWithoutFix } from './rules-without-fix.data.js';

/** What may differ from one fixer to another. */
export interface EslintFixerOptions {
  /** How long ESLint may take for one file. */
  fileTimeoutMs?: number;
}

/**
 * ESLint's fixes for findings whose log does not bring them along: it runs the workspace's own ESLint on the files that
 * the entries name. Findings with fixes are the business of `suggestions`.
 */
export function createEslintFixer(options: EslintFixerOptions = {}): Fixer {
  return {
    id: 'eslint',
    propose: async (entries, context) => {
      const mine = entries.filter(isMine);
      const candidates: Candidate[] = [];
      const problems: unknown[] = [];
      for (const [root, ofProject] of byProject(mine, context)) {
        try {
          candidates.push(...(await proposeInProject(root, ofProject, context, options)));
        } catch (error) {
          problems.push(error);
        }
      }
      // One project without a working ESLint does not take the fixes of the others away.
      if (problems.length > 0 && candidates.length === 0) throw asError(problems[0]);
      return sortCandidates(joinEqual(candidates));
    },
  };
}

function isMine({ diagnostic: { fixes, location, ruleId } }: LogEntry): boolean {
  return !fixes?.length && location?.region !== undefined && !coreRulesWithoutFix.has(ruleId);
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(errorMessage(error)));

/** ESLint runs in the root of a project, as Nx's own target does; a file belongs to the innermost that holds it. */
function byProject(entries: readonly LogEntry[], { projects, project }: FixContext): Map<string, LogEntry[]> {
  const roots = [project, ...projects].map(({ root }) => root).sort((a, b) => b.length - a.length);
  const groups = new Map<string, LogEntry[]>();
  for (const entry of entries) {
    const file = entry.diagnostic.location?.file ?? '';
    const root = roots.find((each) => each !== '.' && file.startsWith(`${each}/`)) ?? '.';
    groups.set(root, [...(groups.get(root) ?? []), entry]);
  }
  return groups;
}

async function proposeInProject(
  root: string,
  entries: readonly LogEntry[],
  { workspaceRoot, files, signal }: FixContext,
  options: EslintFixerOptions,
): Promise<Candidate[]> {
  const names = [...new Set(entries.map(({ diagnostic }) => diagnostic.location?.file ?? ''))].sort();
  const sources = names.flatMap((name) => {
    const text = files.read(name);
    return text === undefined ? [] : [{ name, path: path.join(workspaceRoot, name), text }];
  });
  if (sources.length === 0) return [];
  const linted = await runEslint({
    folder: path.join(workspaceRoot, root),
    files: sources.map(({ path: absolute, text }) => ({ path: absolute, text })),
    signal,
    ...options,
  });
  return sources.flatMap(({ name, path: absolute, text }) => {
    const ofFile = entries.filter(({ diagnostic }) => diagnostic.location?.file === name);
    return candidatesOf(name, text, ofFile, linted.get(absolute) ?? []);
  });
}
