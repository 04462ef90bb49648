import { HoneError, errorMessage } from '@hone/core/diagnostics';
import type { FixPlan } from '../types.js';

/** Renders build-fix.json: the same plan gives the same bytes. */
export function renderPlan(plan: FixPlan): string {
  return `${JSON.stringify(plan, null, 2)}\n`;
}

/**
 * Reads what {@link renderPlan} wrote.
 *
 * @param file its name, for the message
 * @throws HoneError when it is cut off, something else, or from a newer version
 */
export function parsePlan(text: string, file: string): FixPlan {
  const fail = (message: string, cause?: unknown): HoneError =>
    new HoneError(`${file} ${message}`, { file, cause, hint: 'Run the target `build-fix` again.' });
  let plan: unknown;
  try {
    plan = JSON.parse(text);
  } catch (error) {
    throw fail(`is not JSON: ${errorMessage(error)}`, error);
  }
  const { version, fixes, left, base } = (plan ?? {}) as Partial<FixPlan>;
  if (version !== 1) throw fail(`is no plan of this version of @hone/build-fix.`);
  if (!Array.isArray(fixes) || !Array.isArray(left) || typeof base !== 'object') throw fail('is no plan of build-fix.');
  return plan as FixPlan;
}
