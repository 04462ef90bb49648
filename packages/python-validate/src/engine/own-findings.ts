import type { CheckResult } from './check.js';

/** The name under which findings of Hone's own checks are reported. */
export const ownTool = 'python-validate';

/**
 * The result of work that could not be done: one error instead of a lost batch.
 *
 * @param file what the user would open first, relative to the workspace root.
 */
export function failure(ruleId: string, file: string, message: string, hint: string): CheckResult {
  return {
    tools: [{ name: ownTool }],
    diagnostics: [{ tool: ownTool, ruleId, level: 'error', message, hint, location: { file } }],
  };
}

/** What an unknown thrown value says. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
