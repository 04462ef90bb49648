import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Diagnostic, sortDiagnostics } from '@hone/core/diagnostics';
import { createWalker } from '@hone/core/files';
import type { Walker } from '@hone/core/files';
import type { Engine, EngineTask, TaskOutcome } from '@hone/core/nx';
import type { LintOptions } from '../../executors/lint/schema.js';
import { findDockerfiles } from '../find-dockerfiles.js';
import { type EngineChecker, findWithEngine, openEngineChecker } from './engine-checks.js';
import { type JudgedFinding, judgeDockerfile, toolName } from './lint-file.js';
import type { ConfigFile } from './read-task.js';
import { Surroundings, contextFolder, ruleContext, settingsOf } from './read-task.js';
import { toRuleDescriptor } from './rule.js';
import { allRules } from './rules/index.js';
import { problemRules } from './rules/problems.js';

const tool = { name: toolName, rules: [...allRules, ...problemRules].map(toRuleDescriptor) };
const engineTool = { name: 'buildkit' };

/**
 * Lints Dockerfiles: finds those of each project, checks each with every rule that is on, and gives every project a
 * report that is the same alone and in any batch. It runs no other program, unless `engineCheck` asks for the engine's.
 */
export const lintEngine: Engine<LintOptions> = {
  name: toolName,
  needsClosure: true,
  async *run(tasks, { workspaceRoot, signal }) {
    const walker = createWalker(workspaceRoot);
    const surroundings = new Surroundings(workspaceRoot);
    let checker: Promise<EngineChecker> | undefined;
    for (const task of tasks) {
      if (signal.aborted) return;
      const linted = lintProject(task, workspaceRoot, walker, surroundings);
      if (task.options.engineCheck) {
        yield [task.id, await withEngine(task, linted, await (checker ??= openEngineChecker(signal)))] as const;
      } else yield [task.id, outcomeOf(task, linted)] as const;
    }
  },
};

/** What our rules found in the Dockerfiles of a project. */
interface Linted {
  files: string[];
  /** Of those that could be read. */
  texts: { file: string; text: string }[];
  findings: JudgedFinding[];
  configFile: ConfigFile;
}

function lintProject(
  task: EngineTask<LintOptions>,
  workspaceRoot: string,
  walker: Walker,
  surroundings: Surroundings,
): Linted {
  const { root, options } = task;
  const files = dockerfilesOf(task, workspaceRoot, walker);
  const configFile = surroundings.configFor(root === '' ? '.' : root);
  const { config } = configFile;
  const settings = settingsOf(options);
  const texts: Linted['texts'] = [];
  const found = files.flatMap((file): JudgedFinding[] => {
    const text = readDockerfile(workspaceRoot, file);
    if (typeof text !== 'string') return [{ diagnostic: text }];
    texts.push({ file, text });
    const folder = contextFolder(task, file);
    const context = ruleContext(task, config, surroundings.ignoreFileFor(file, folder), folder);
    return judgeDockerfile({ file, text, config, settings, context });
  });
  const findings = [...configDiagnostics(configFile).map((diagnostic) => ({ diagnostic })), ...found];
  return { files, texts, findings, configFile };
}

function outcomeOf({ options }: EngineTask<LintOptions>, { files, findings, configFile }: Linted): TaskOutcome {
  return {
    report: { tools: [tool], diagnostics: sortDiagnostics(findings.map(({ diagnostic }) => diagnostic)) },
    notes: [describe(files, options.dockerfiles ?? [])],
    ...verdict(findings, configFile, options.failOn),
  };
}

/** The same with what the engine's own check says besides. */
async function withEngine(task: EngineTask<LintOptions>, linted: Linted, check: EngineChecker): Promise<TaskOutcome> {
  const broken = linted.findings.flatMap(({ diagnostic: { ruleId, location } }) =>
    ruleId === 'docker/syntax' && location ? [location.file] : [],
  );
  const added = await findWithEngine(linted.texts, settingsOf(task.options), new Set(broken), check);
  const findings = [...linted.findings, ...added.diagnostics.map((diagnostic) => ({ diagnostic }))];
  const { report, notes = [], ...rest } = outcomeOf(task, { ...linted, findings });
  return { ...rest, report: { ...report, tools: [...report.tools, engineTool] }, notes: [...notes, ...added.notes] };
}

/** Those that the graph plugin found, unless an option asks for others. */
function dockerfilesOf(
  { root, nestedRoots, options }: EngineTask<LintOptions>,
  workspaceRoot: string,
  walker: Walker,
): string[] {
  const { dockerfiles = [], exclude = [], found } = options;
  const known = found && dockerfiles.length === 0 ? Object.keys(found) : undefined;
  if (known && exclude.length === 0) {
    return known.filter((file) => existsSync(path.join(workspaceRoot, file))).sort();
  }
  const files = findDockerfiles(walker, { root, nestedRoots, include: dockerfiles, exclude });
  return known ? files.filter((file) => known.includes(file)) : files;
}

/** With a threshold in hadolint's configuration, its findings fail the task exactly when hadolint would fail. */
function verdict(
  findings: readonly JudgedFinding[],
  { config: { failureThreshold, noFail } }: ConfigFile,
  failOn: LintOptions['failOn'] = 'error',
): Pick<TaskOutcome, 'failed' | 'passed'> {
  if (failOn === 'never' || (failureThreshold === undefined && !noFail)) return {};
  const fails = findings.some(
    (one) => one.fails ?? (one.diagnostic.level === 'error' || one.diagnostic.level === failOn),
  );
  return fails ? { failed: true } : { passed: true };
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
