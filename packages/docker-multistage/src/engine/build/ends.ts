import { type Diagnostic, errorMessage, HoneError } from '@hone/core/diagnostics';
import { toolName } from './checks.js';
import type { ImageEnd } from './types.js';

/** An error as a diagnostic, at the file that it names. */
export function diagnosticOf(error: unknown, fallbackFile?: string): Diagnostic {
  const {
    code,
    hint,
    file = fallbackFile,
    line,
  } = error instanceof HoneError ? error : new HoneError(errorMessage(error));
  const at = line === undefined ? undefined : { line, column: 1 };
  return {
    tool: toolName,
    ruleId: code ?? 'docker/build-failed',
    level: 'error',
    message: errorMessage(error),
    ...(hint !== undefined && { hint }),
    ...(file !== undefined && { location: { file, ...(at && { region: { start: at, end: at } }) } }),
  };
}

/** The end of an image that could not be built because of an error. */
export function failedEnd(request: { dockerfile: string }, error: unknown): ImageEnd {
  return { kind: 'failed', diagnostics: [diagnosticOf(error, request.dockerfile)] };
}
