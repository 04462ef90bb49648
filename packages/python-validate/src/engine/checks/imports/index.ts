import type { Diagnostic } from '@hone/core/diagnostics';
import { type InstalledDistribution, readInstalledDistributions } from '@hone/core/python';
import type { Check, CheckResult, ProjectContext } from '../../check.js';
import { toRuleDescriptor } from '../../rule.js';
import { judgeImports, type Finding } from './judge.js';
import { readImportFacts, type ReadInstalled } from './read-facts.js';
import { importRules } from './rules/index.js';

export { importRules };

const TOOL = 'python-validate';

/** Resolves every absolute import of each project. Reads sources, manifests and installed metadata; runs nothing. */
export const checkImports: Check = async (projects, signal) => {
  const results = new Map<ProjectContext, CheckResult>();
  const readInstalled = createInstalledReader();
  for (const project of projects) {
    if (signal.aborted) break;
    results.set(project, checkProject(project, readInstalled));
  }
  return results;
};

/** Reads each environment once. */
function createInstalledReader(): ReadInstalled {
  const known = new Map<string, InstalledDistribution[]>();
  return (sitePackages) => {
    const key = sitePackages.join('\n');
    const installed = known.get(key) ?? readInstalledDistributions(sitePackages);
    known.set(key, installed);
    return installed;
  };
}

function checkProject(project: ProjectContext, readInstalled: ReadInstalled): CheckResult {
  const tools = [{ name: TOOL, rules: importRules.map(toRuleDescriptor) }];
  if (project.manifest.manifests.length === 0) {
    return {
      diagnostics: [],
      tools,
      notes: ['imports: not judged, the project has no manifest that declares dependencies'],
    };
  }
  const facts = readImportFacts(project, readInstalled);
  const notes = facts.incomplete
    ? ['imports: the dependencies are computed by the build, so missing ones are only noted']
    : undefined;
  return {
    diagnostics: judgeImports(facts).map((finding) => toDiagnostic(project, finding)),
    tools,
    ...(notes && { notes }),
  };
}

function toDiagnostic(project: ProjectContext, finding: Finding): Diagnostic {
  const { rule, level, message, hint, file, found } = finding;
  const start = { line: found.line, column: found.column };
  const length = statementLength(project, finding);
  return {
    tool: TOOL,
    ruleId: rule.id,
    level,
    message,
    ...(hint !== undefined && { hint }),
    location: { file, region: { start, end: { line: start.line, column: start.column + length } } },
  };
}

/** From the statement's first character to the end of the module's name, where both stand on one line. */
function statementLength(project: ProjectContext, { file, found }: Finding): number {
  const text = project.files.find((source) => source.file === file)?.text() ?? '';
  const line = text.split(/\r\n|\r|\n/, found.line)[found.line - 1] ?? '';
  const at = line.indexOf(found.module, found.column - 1);
  return at < 0 ? 0 : at + found.module.length - found.column + 1;
}
