import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve, sep } from 'node:path';
import { sortDiagnostics } from '@hone/core/diagnostics';
import { describeResult, runProcess } from '@hone/core/process';
import pMap from 'p-map';
import type { Check, CheckResult, ProjectContext } from '../../check.js';
import { type ChosenChecker, chooseChecker, type Command } from './choose-checker.js';
import { describeChecker, failedChecker, missingChecker, ownTool, toDiagnostic } from './report.js';
import type { TypeFinding } from './type-checker.js';

/**
 * Runs each project's type checker. One process a project: the configuration, the environment and the module search
 * path of all four checkers belong to a process, and modules of the same name in two projects (`tests`, `conftest`)
 * would clash in one. As many run at once as the machine has cores.
 */
export const checkTypes: Check = async (projects, signal) => {
  const versions = new Map<string, Promise<string | undefined>>();
  const results = await pMap(
    projects,
    async (project) => [project, await checkProject(project, chooseChecker(project), versions, signal)] as const,
    { concurrency: availableParallelism() },
  );
  return new Map(results);
};

async function checkProject(
  project: ProjectContext,
  chosen: ChosenChecker | undefined,
  versions: Map<string, Promise<string | undefined>>,
  signal: AbortSignal,
): Promise<CheckResult> {
  if (!chosen?.command) return { diagnostics: [missingChecker(project, chosen?.checker)], tools: [ownTool] };
  if (project.files.length === 0) return { diagnostics: [], tools: [] };
  const { checker, command } = chosen;
  const key = [command.program, ...command.args].join('\n');
  const version = versions.get(key) ?? readVersion(command);
  versions.set(key, version);
  const outcome = await runChecker(project, chosen, command, signal);
  const diagnostics =
    'failure' in outcome
      ? [failedChecker(project, checker, outcome.failure)]
      : outcome.findings.flatMap((finding) => toDiagnostic(project, checker, finding) ?? []);
  return {
    diagnostics: sortDiagnostics(diagnostics),
    tools: [describeChecker(checker, await version, diagnostics), ownTool],
  };
}

type Outcome = { findings: TypeFinding[] } | { failure: string };

async function runChecker(
  project: ProjectContext,
  { checker, isConfigured }: ChosenChecker,
  command: Command,
  signal: AbortSignal,
): Promise<Outcome> {
  const projectRoot = resolve(project.workspaceRoot, project.root);
  const interpreter = findInterpreter(project);
  const { major, minor } = project.pythonVersion;
  const call = {
    project,
    projectRoot,
    ...(!isConfigured && { pythonVersion: `${major}.${minor}` }),
    ...(interpreter !== undefined && { interpreter }),
  };
  const result = await runProcess({
    command: command.program,
    args: [...command.args, ...checker.args(call)],
    cwd: projectRoot,
    env: { ...process.env, NO_COLOR: '1', PYTHONDONTWRITEBYTECODE: '1', PYRIGHT_PYTHON_IGNORE_WARNINGS: '1' },
    timeoutMs: project.options.timeoutMs,
    signal,
  });
  if (result.kind !== 'exited') return { failure: describeResult(checker.name, result) };
  try {
    const findings = checker.parse(result.stdout);
    // From 2 on, an exit code means that the checker itself had a problem (its configuration, its arguments).
    if (findings.length > 0 || result.code < 2) return { findings };
  } catch {
    // Told below, with what the checker said.
  }
  const words = `${result.stderr} ${result.stdout}`.replaceAll(`${project.workspaceRoot}${sep}`, '');
  const said = words.replace(/\s+/g, ' ').trim().slice(0, 300);
  return { failure: `${describeResult(checker.name, result)}${said === '' ? '' : `: ${said}`}` };
}

async function readVersion({ program, args }: Command): Promise<string | undefined> {
  const result = await runProcess({ command: program, args: [...args, '--version'], timeoutMs: 60_000 });
  return result.kind === 'exited' ? /\d+(?:\.\d+)+\S*/.exec(result.stdout)?.[0] : undefined;
}

function findInterpreter({ environment }: ProjectContext): string | undefined {
  if (!environment) return undefined;
  const names = process.platform === 'win32' ? ['Scripts/python.exe'] : ['bin/python', 'bin/python3'];
  return names.map((name) => join(environment.path, name)).find((path) => existsSync(path));
}
