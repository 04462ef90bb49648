import { dirname, relative } from 'node:path';
import type { Diagnostic } from '@hone/core/diagnostics';
import type { ProjectContext } from '../check.js';
import { readSource } from '../checks/syntax/read-source.js';
import type { ConfigStore } from './config/config-store.js';
import { toSlashes } from './config/file-patterns.js';
import type { RuffConfig } from './config/ruff-config.js';
import { toTargetVersion } from './config/target-version.js';
import type { ConfigProblem } from './config/toml-file.js';
import type { RuffRequest } from './engine.js';

/** Which of the two checks are wanted. */
export interface SyntaxAndLint {
  syntax: boolean;
  lint: boolean;
}

/** One project, read and with the configuration of each file found; what is left to do is up to an engine. */
export interface PreparedProject {
  project: ProjectContext;
  requests: RuffRequest[];
  /** Files that ruff itself can't read, to be compiled by the embedded engine only. */
  decodedOnly: RuffRequest[];
  syntax: Diagnostic[];
  lint: Diagnostic[];
  notes: Set<string>;
  configs: Set<RuffConfig>;
}

export function prepareProject(project: ProjectContext, wanted: SyntaxAndLint, store: ConfigStore): PreparedProject {
  const prepared: PreparedProject = {
    project,
    requests: [],
    decodedOnly: [],
    syntax: [],
    lint: [],
    notes: new Set(),
    configs: new Set(),
  };
  const problems = new Map<string, ConfigProblem>();
  const target = toTargetVersion(project.pythonVersion);
  for (const source of project.files) {
    const read = readSource(source);
    if (read.kind === 'problem') {
      prepared.syntax.push(read.diagnostic);
      if (!wanted.syntax) prepared.notes.add(`${source.file} was not linted: ${read.diagnostic.message}`);
      continue;
    }
    if (read.kind === 'unknown') {
      prepared.notes.add(`${source.file} was not checked: ${read.reason}.`);
      continue;
    }
    const file = { file: source.file, path: source.path, text: read.text };
    const syntax = wanted.syntax ? { syntax: target } : {};
    if (!read.isUtf8) {
      if (wanted.lint) prepared.notes.add(`${source.file} was not linted: ruff reads UTF-8 only.`);
      prepared.decodedOnly.push({ file, ...syntax });
      continue;
    }
    const found = wanted.lint ? store.configOf(source.path) : undefined;
    if (found && 'problem' in found) problems.set(`${found.problem.path}:${found.problem.message}`, found.problem);
    const config = found && 'config' in found ? found.config : undefined;
    if (config) prepared.configs.add(config);
    const lint = config?.includes(toSlashes(source.path)) ? { lint: config } : {};
    prepared.requests.push({ file, ...lint, ...syntax });
  }
  prepared.lint.push(...[...problems.values()].map((problem) => toConfigDiagnostic(project, problem)));
  return prepared;
}

/** A configuration that can't be used is reported by each project that it rules: none of them was linted. */
export function toConfigDiagnostic(project: ProjectContext, { path, line, message, hint }: ConfigProblem): Diagnostic {
  const file = toSlashes(relative(project.workspaceRoot, path));
  const position = line === undefined ? undefined : { line, column: 1 };
  return {
    tool: 'python-validate',
    ruleId: 'python/ruff-configuration',
    level: 'error',
    message: relativise(message, project.workspaceRoot),
    hint: hint ?? 'Correct the configuration; the files that it rules were not linted.',
    location: { file, ...(position && { region: { start: position, end: position } }) },
  };
}

/** Reports must not depend on where the workspace lies. */
export function relativise(text: string, workspaceRoot: string): string {
  return text
    .replaceAll(`${workspaceRoot}/`, '')
    .replaceAll(`${toSlashes(workspaceRoot)}/`, '')
    .replaceAll(dirname(`${workspaceRoot}/x`), '.');
}
