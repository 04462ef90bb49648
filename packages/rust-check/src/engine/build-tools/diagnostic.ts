import type { Diagnostic, Level } from '@hone/core/diagnostics';
import type { MissingTool } from './types.js';

/**
 * One finding for one missing tool, at the crate's manifest.
 *
 * @param file the crate's `Cargo.toml`, relative to the workspace root
 * @param level `error`, or `warning` where the crate is skipped
 */
export function missingToolDiagnostic(missing: MissingTool, file: string, level: Level = 'error'): Diagnostic {
  const { ruleId, message, hint } = missing;
  return { tool: 'rust-check', ruleId, level, message, hint, location: { file } };
}
