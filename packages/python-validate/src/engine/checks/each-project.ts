import type { CheckResult, ProjectContext } from '../check.js';

/** The tool under whose name our own checks report. */
export const TOOL = 'python-validate';

/**
 * Runs a check that looks at one project at a time. A defect of ours in one project becomes its diagnostic and costs
 * the others nothing.
 */
export async function checkEachProject(
  name: string,
  projects: readonly ProjectContext[],
  signal: AbortSignal,
  check: (project: ProjectContext) => CheckResult | Promise<CheckResult>,
): Promise<ReadonlyMap<ProjectContext, CheckResult>> {
  const results = new Map<ProjectContext, CheckResult>();
  for (const project of projects) {
    if (signal.aborted) break;
    try {
      results.set(project, await check(project));
    } catch (error) {
      results.set(project, failed(name, project, error));
    }
  }
  return results;
}

function failed(name: string, project: ProjectContext, error: unknown): CheckResult {
  const reason = error instanceof Error ? error.message : String(error);
  const file = project.manifest.manifests[0];
  return {
    tools: [{ name: TOOL }],
    diagnostics: [
      {
        tool: TOOL,
        ruleId: 'python/check-failed',
        level: 'error',
        message: `The check \`${name}\` could not finish: ${reason}`,
        ...(file !== undefined && { location: { file } }),
      },
    ],
  };
}
