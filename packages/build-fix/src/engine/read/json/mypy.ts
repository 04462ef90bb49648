import type { Diagnostic } from '@hone/core/diagnostics';
import type { JsonReport } from './report.js';
import { numberAt, textAt } from './values.js';

/** `mypy --output json`: a finding a line. Columns count from 0, in bytes (mypy 1). */
export const mypy: JsonReport = {
  id: 'mypy-json',
  literals: ['"severity": "', '"severity":"'],
  start: /^\{"file":"(?:[^"\\]|\\.)*","line":/,
  shape: 'line',
  read(found, { resolve, position }) {
    const name = textAt(found, 'file');
    const message = textAt(found, 'message');
    if (name === undefined || message === undefined || textAt(found, 'severity') === undefined) return [];
    const file = resolve(name);
    const line = numberAt(found, 'line') ?? 0;
    // mypy 2 gives an end, and its columns behind letters beyond ASCII are in no unit at all (seen in 2.4).
    const unit = numberAt(found, 'end_column') === undefined ? 'byte' : 'utf16';
    const at = (onLine: number, column: number) => position(file ?? '', onLine, Math.max(0, column) + 1, unit);
    const start = file !== undefined && line > 0 ? at(line, numberAt(found, 'column') ?? 0) : undefined;
    const endColumn = numberAt(found, 'end_column');
    const end = start && endColumn !== undefined ? at(numberAt(found, 'end_line') ?? line, endColumn) : start;
    const hint = textAt(found, 'hint');
    const diagnostic: Diagnostic = {
      tool: 'mypy',
      ruleId: textAt(found, 'code') ?? 'misc',
      level: textAt(found, 'severity') === 'note' ? 'note' : 'error',
      message,
      ...(hint !== undefined && hint !== '' && { hint: hint.replace(/\s*\n\s*/g, ' ') }),
      ...(file !== undefined && { location: { file, ...(start && end && { region: { start, end } }) } }),
    };
    return [{ diagnostic, category: 'type', ...(file === undefined && { captures: { path: name } }) }];
  },
};
