import { createReadStream, existsSync } from 'node:fs';
import path from 'node:path';
import type { HoneError } from '@hone/core/diagnostics';
import { loadRules } from '../fixers/rules/load/load-rules.js';
import { createGrouper } from '../group/index.js';
import { createSourceFiles } from '../plan/source-files.js';
import { createFileResolver, loadFormats, readLog } from '../read/index.js';
import type { LogSummary } from '../types.js';
import { createFixableTest } from './fixable.js';
import { failuresFolder, type KeptRun } from './kept-run.js';

/** What the kept failures of a run hold. */
export interface FailureSummary extends LogSummary {
  /** Ids of the tasks. */
  tasks: string[];
  /** How many entries bring a fix along, or have a fixer or a rule. What that finds is known when it has looked. */
  fixable: number;
  /** Projects that have such entries. */
  fixableProjects: string[];
  /** Ids of the tasks of whose output a part was left out. */
  cut: string[];
}

/**
 * Reads what is kept.
 *
 * @param workspaceRoot absolute path
 * @param tell told what is wrong with formats and rules of the workspace that are not used
 */
export async function summariseFailures(
  workspaceRoot: string,
  { tasks }: KeptRun,
  tell: (problem: HoneError) => void = () => undefined,
): Promise<FailureSummary> {
  const formats = await loadFormats(workspaceRoot);
  const rules = await loadRules(createSourceFiles(workspaceRoot));
  [...formats.problems, ...rules.problems].forEach(tell);
  const isFixable = createFixableTest(rules);
  const grouper = createGrouper();
  const exists = (name: string): boolean => existsSync(path.join(workspaceRoot, name));
  const projects = new Set<string>();
  const facts = { bytes: 0, lines: 0 };
  let fixable = 0;
  for (const { id, project, root, file } of tasks) {
    const { bytes, lines } = await readLog(createReadStream(path.join(failuresFolder(workspaceRoot), file)), {
      formats,
      workspaceRoot,
      resolve: createFileResolver({ workspaceRoot, exists, projectRoot: () => root }),
      task: id,
      onEntry: (entry) => {
        grouper.add(entry);
        if (!isFixable(entry, { name: project, root })) return;
        fixable++;
        projects.add(project);
      },
    });
    facts.bytes += bytes;
    facts.lines += lines;
  }
  return {
    ...grouper.summary(facts),
    tasks: tasks.map(({ id }) => id),
    fixable,
    fixableProjects: [...projects],
    cut: tasks.filter(({ cut }) => cut !== undefined).map(({ id }) => id),
  };
}
