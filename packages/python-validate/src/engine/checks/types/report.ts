import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { Diagnostic, Region, ToolDescriptor } from '@hone/core/diagnostics';
import type { ProjectContext } from '../../check.js';
import type { TypeChecker, TypeFinding } from './type-checker.js';

/** A finding in a file that is not the project's (a dependency, an excluded file) is not this task's. */
export function toDiagnostic(
  project: ProjectContext,
  checker: TypeChecker,
  finding: TypeFinding,
): Diagnostic | undefined {
  const projectRoot = resolve(project.workspaceRoot, project.root);
  const path = isAbsolute(finding.path) ? finding.path : resolve(projectRoot, finding.path);
  const file = relative(project.workspaceRoot, path).split(sep).join('/');
  const source = project.files.find((candidate) => candidate.file === file);
  if (!source) return undefined;
  const region = finding.region && (finding.isUtf16 ? finding.region : toUtf16(finding.region, source.text() ?? ''));
  return {
    tool: checker.name,
    ruleId: finding.rule,
    level: finding.level,
    message: finding.message.replaceAll(`${project.workspaceRoot}${sep}`, ''),
    location: { file, ...(region && { region }) },
  };
}

/** From columns in characters to columns in UTF-16 code units. */
function toUtf16({ start, end }: Region, text: string): Region {
  if (!/[\ud800-\udbff]/.test(text)) return { start, end };
  const lines = text.split(/\r\n|\r|\n/);
  const convert = ({ line, column }: Region['start']) => {
    const before = Array.from(lines[line - 1] ?? '').slice(0, column - 1);
    return { line, column: column + before.filter((character) => character.length > 1).length };
  };
  return { start: convert(start), end: convert(end) };
}

export const ownTool: ToolDescriptor = {
  name: 'python-validate',
  rules: [
    { id: 'python/type-checker-missing', summary: 'The type checker of the project is installed.' },
    { id: 'python/type-checker-failed', summary: 'The type checker runs to its end.' },
  ],
};

export function describeChecker(
  checker: TypeChecker,
  version: string | undefined,
  diagnostics: readonly Diagnostic[],
): ToolDescriptor {
  const rules = [
    ...new Set(diagnostics.filter(({ tool }) => tool === checker.name).map(({ ruleId }) => ruleId)),
  ].sort();
  return {
    name: checker.name,
    ...(version !== undefined && { version }),
    informationUri: checker.informationUri,
    rules: rules.map((id) => ({ id, summary: id, ...(checker.helpUri && { helpUri: checker.helpUri(id) }) })),
  };
}

export function missingChecker(project: ProjectContext, checker: TypeChecker | undefined): Diagnostic {
  const what = checker ? `The type checker ${checker.name} is` : 'No type checker (pyright, mypy, ty or pyrefly) is';
  return {
    tool: 'python-validate',
    ruleId: 'python/type-checker-missing',
    level: 'error',
    message: checker ? `${what} not installed.` : `${what} installed.`,
    hint: `${checker?.install ?? 'Run `npm install --save-dev pyright` in the workspace.'} Or turn the check \`types\` off.`,
    location: { file: project.manifest.manifests[0] ?? project.root },
  };
}

export function failedChecker(project: ProjectContext, { name }: TypeChecker, failure: string): Diagnostic {
  return {
    tool: 'python-validate',
    ruleId: 'python/type-checker-failed',
    level: 'error',
    message: `${failure}.`,
    hint: `Run \`${name}\` in the project to see more.`,
    location: { file: project.manifest.manifests[0] ?? project.root },
  };
}
