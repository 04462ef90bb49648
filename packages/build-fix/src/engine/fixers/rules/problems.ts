import type { Diagnostic, HoneError } from '@hone/core/diagnostics';

/** What is wrong with a rule, as a finding of the report. */
export function diagnosticOf(problem: HoneError): Diagnostic {
  const { message, hint, file, line = 1, code = 'rule/invalid' } = problem;
  const start = { line, column: 1 };
  return {
    tool: 'build-fix',
    ruleId: `build-fix/${code.replace('/', '-')}`,
    level: 'error',
    message,
    ...(hint !== undefined && { hint }),
    ...(file !== undefined && { location: { file, region: { start, end: start } } }),
  };
}
