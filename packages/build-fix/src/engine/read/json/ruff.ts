import type { Applicability, Diagnostic, Fix, Region, TextEdit } from '@hone/core/diagnostics';
import type { JsonReport, ReportContext, ReportEntry } from './report.js';
import { type Json, numberAt, recordAt, recordsAt, textAt } from './values.js';

const LITERALS = ['"end_location":'];

/** `ruff check --output-format json`: a list of findings. Columns are in characters. */
export const ruff: JsonReport = {
  id: 'ruff-json',
  literals: LITERALS,
  start: /^\[\{"(?:cell|code|end_location)":/,
  shape: 'list',
  read: readFinding,
};

/** `--output-format json-lines`: a finding a line. */
export const ruffLines: JsonReport = {
  id: 'ruff-json',
  literals: LITERALS,
  start: /^\{"cell":.*"end_location":/,
  shape: 'line',
  read: readFinding,
};

/** Ruff's words; the last one is what 0.17 says where earlier ones said `display`. */
const TRUST: Readonly<Record<string, Applicability>> = {
  safe: 'safe',
  unsafe: 'unsafe',
  display: 'manual',
  displayonly: 'manual',
};

function readFinding(finding: Json, context: ReportContext): ReportEntry[] {
  const name = textAt(finding, 'filename');
  const message = textAt(finding, 'message');
  if (message === undefined) return [];
  const file = name === undefined ? undefined : context.resolve(name);
  // Places in a notebook are those of a cell, not of the file.
  const isText = file !== undefined && (finding['cell'] === null || finding['cell'] === undefined);
  const region = isText ? regionOf(file, finding, context) : undefined;
  const fix = region && file !== undefined ? fixOf(file, recordAt(finding, 'fix'), context) : undefined;
  const diagnostic: Diagnostic = {
    tool: 'ruff',
    ruleId: textAt(finding, 'code') ?? textAt(finding, 'name') ?? 'invalid-syntax',
    level: finding['severity'] === 'warning' ? 'warning' : 'error',
    message,
    ...(file !== undefined && { location: { file, ...(region && { region }) } }),
    ...(fix && { fixes: [fix] }),
  };
  return [
    { diagnostic, category: 'lint', ...(file === undefined && name !== undefined && { captures: { path: name } }) },
  ];
}

function fixOf(file: string, fix: Json, context: ReportContext): Fix | undefined {
  const applicability = TRUST[textAt(fix, 'applicability') ?? ''];
  if (!applicability) return undefined;
  const edits = recordsAt(fix, 'edits').map((edit): TextEdit | undefined => {
    const region = regionOf(file, edit, context);
    return region && { file, region, newText: textAt(edit, 'content') ?? '' };
  });
  const found = edits.filter((edit) => edit !== undefined);
  if (found.length === 0 || found.length < edits.length) return undefined;
  return { description: textAt(fix, 'message') ?? 'Apply the fix', applicability, edits: found };
}

function regionOf(file: string, value: Json, context: ReportContext): Region | undefined {
  const place = (key: string) => {
    const line = numberAt(recordAt(value, key), 'row');
    const column = numberAt(recordAt(value, key), 'column');
    return line && column ? context.position(file, line, column, 'codepoint') : undefined;
  };
  const start = place('location');
  const end = place('end_location') ?? start;
  return start && end && { start, end };
}
