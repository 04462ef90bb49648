import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Diagnostic } from '@hone/core';
import { sortDiagnostics } from '@hone/core';
import { createWalker } from '@hone/core/files';
import type { Walker } from '@hone/core/files';
import type { Engine, EngineTask, TaskOutcome } from '@hone/core/nx';
import type { LintOptions } from '../../executors/lint/schema.js';
import { findDockerfiles } from '../find-dockerfiles.js';
import { lintDockerfile, toolName } from './lint-file.js';
import type { ConfigFile } from './read-task.js';
import { Surroundings, contextFolder, ruleContext, settingsOf } from './read-task.js';
import { toRuleDescriptor } from './rule.js';
import { allRules } from './rules/index.js';
import { problemRules } from './rules/problems.js';

const tool = { name: toolName, rules: [...allRules, ...problemRules].map(toRuleDescriptor) };

/**
 * Lints Dockerfiles: finds those of each project, checks each with every rule that is on, and gives every project a
 * report that is the same alone and in any batch. It runs no other program.
 */
export const lintEngine: Engine<LintOptions> = {
  name: toolName,
  async *run(tasks, { workspaceRoot, signal }) {
    const walker = createWalker(workspaceRoot);
    const surroundings = new Surroundings(workspaceRoot);
    for (const task of tasks) {
      if (signal.aborted) return;
      yield [task.id, lintProject(task, workspaceRoot, walker, surroundings)] as const;
    }
  },
};

function lintProject(
  task: EngineTask<LintOptions>,
  workspaceRoot: string,
  walker: Walker,
  surroundings: Surroundings,
): TaskOutcome {
  const { root, nestedRoots, options } = task;
  const { dockerfiles = [], exclude = [] } = options;
  const files = findDockerfiles(walker, { root, nestedRoots, include: dockerfiles, exclude });
  const configFile = surroundings.configFor(root === '' ? '.' : root);
  const context = contextFolder(task);
  const settings = settingsOf(options);
  const found = files.flatMap((file) => {
    const text = readDockerfile(workspaceRoot, file);
    if (typeof text !== 'string') return [text];
    const ignoreFile = surroundings.ignoreFileFor(file, context);
    const { config } = configFile;
    return lintDockerfile({ file, text, config, settings, context: ruleContext(config, ignoreFile, context, options) });
  });
  const diagnostics = sortDiagnostics([...configDiagnostics(configFile), ...found]);
  return {
    report: { tools: [tool], diagnostics },
    notes: [describe(files, dockerfiles)],
  };
}

function describe(files: readonly string[], wanted: readonly string[]): string {
  if (files.length > 0) return `${files.length} Dockerfile${files.length === 1 ? '' : 's'} linted.`;
  return wanted.length > 0 ? `No file matches ${wanted.join(', ')}.` : 'The project has no Dockerfile.';
}

/** More than any Dockerfile has: whatever is larger is something else by that name. */
const LARGEST = 1024 * 1024;

/** The text, or what to say when it cannot be read. */
function readDockerfile(workspaceRoot: string, file: string): string | Diagnostic {
  try {
    const bytes = readFileSync(path.join(workspaceRoot, file));
    if (bytes.length > LARGEST)
      return unreadable(file, 'The file is larger than 1 MiB.', 'Leave it out with the option `exclude`.');
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return unreadable(file, 'The file is not UTF-8.', 'Save it as UTF-8.');
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
    return unreadable(
      file,
      `The file cannot be read (${code}).`,
      'Mend its permissions, or leave it out with the option `exclude`.',
    );
  }
}

function unreadable(file: string, message: string, hint: string): Diagnostic {
  return { tool: toolName, ruleId: 'docker/file-unreadable', level: 'error', message, hint, location: { file } };
}

function configDiagnostics({ file, problems }: ConfigFile): Diagnostic[] {
  if (file === undefined) return [];
  return problems.map(({ message, line }) => ({
    tool: toolName,
    ruleId: 'docker/config-invalid',
    level: 'error',
    message,
    location: { file, region: { start: { line, column: 1 }, end: { line, column: 1 } } },
  }));
}
