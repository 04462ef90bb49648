import type { Engine, EngineTask, TaskOutcome } from '@hone/core/nx';
import type { ValidateOptions } from '../executors/validate/schema.js';
import type { ProjectContext } from './check.js';
import type { EnabledChecks } from './checks.js';
import { runChecks } from './checks.js';
import { failure, reasonOf } from './own-findings.js';
import { createProjectReader } from './read-project.js';
import { assembleOutcome } from './report.js';
import { RuffFinder } from './ruff/index.js';

/**
 * Validates Python projects: reads each project once, runs each enabled check over all of them, and gives every project
 * a report that is the same alone and in any batch.
 */
export const validateEngine: Engine<ValidateOptions> = {
  name: 'python-validate',
  async *run(tasks, { workspaceRoot, signal }) {
    const wanted = new Map(tasks.map((task) => [task, enabledChecks(task.options)]));
    const ruffs = new RuffFinder(workspaceRoot, signal);
    // They tell their versions while the projects are read.
    for (const [{ root, options }, { syntax, lint }] of wanted) {
      if ((syntax || lint) && options.engine !== 'embedded') void ruffs.find(root);
    }
    const readProject = createProjectReader(workspaceRoot);
    const projects = new Map<EngineTask<ValidateOptions>, ProjectContext>();
    for (const task of tasks) {
      try {
        projects.set(task, readProject(task));
      } catch (error) {
        yield [task.id, unreadable(task.root, reasonOf(error))] as const;
      }
    }
    const enabled = new Map([...projects].map(([task, project]) => [project, wanted.get(task)!]));
    const results = await runChecks(enabled, signal, ruffs);
    for (const [task, project] of projects) {
      yield [task.id, assembleOutcome(results.get(project) ?? new Map())] as const;
    }
  },
};

/** All checks are on by default but `types`, which needs a tool of its own and takes longest. */
function enabledChecks({ checks = {} }: ValidateOptions): EnabledChecks {
  return { syntax: true, lint: true, imports: true, metadata: true, lock: true, types: false, ...checks };
}

function unreadable(root: string, reason: string): TaskOutcome {
  const hint = 'Mend what the message names, or exclude the folder in .nxignore.';
  return { report: failure('python/project-unreadable', root, `This project could not be read: ${reason}`, hint) };
}
