import { sortDiagnostics } from '../compare.js';
import type { Diagnostic, Level, Report } from '../diagnostic.js';

const COMMANDS: Record<Level, string> = { error: 'error', warning: 'warning', note: 'notice' };

/** GitHub shows ten annotations of each type a step and drops the rest. */
const MAX_PER_LEVEL = 10;

/**
 * A report as GitHub workflow commands (`::error file=…::message`), one a line, ten of each level at most.
 *
 * @returns lines separated by `\n`, none at the end; an empty string when there is nothing to annotate
 * @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function renderGithubAnnotations(report: Report): string {
  const left: Record<Level, number> = { error: MAX_PER_LEVEL, warning: MAX_PER_LEVEL, note: MAX_PER_LEVEL };
  return sortDiagnostics(report.diagnostics)
    .filter(({ level }) => left[level]-- > 0)
    .map(annotation)
    .join('\n');
}

function annotation(diagnostic: Diagnostic): string {
  const { level, message, hint, ruleId, tool, location } = diagnostic;
  const properties = { ...placeProperties(location), title: `${ruleId} (${tool})` };
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  const text = hint ? `${message}\n${hint}` : message;
  return `::${COMMANDS[level]} ${list.join(',')}::${escapeData(text)}`;
}

function placeProperties(location: Diagnostic['location']): Record<string, string | number> {
  if (!location) return {};
  const { file, region } = location;
  if (!region) return { file };
  const { start, end } = region;
  // GitHub takes columns only for a range within one line.
  if (end.line !== start.line) return { file, line: start.line, endLine: end.line };
  return { file, line: start.line, endLine: end.line, col: start.column, endColumn: end.column };
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
