import type { Diagnostic, Level, Position } from '@hone/core/diagnostics';
import type { JsonReport } from './report.js';
import { type Json, numberAt, recordAt, recordsAt, textAt } from './values.js';

const LEVELS: Readonly<Record<string, Level>> = { error: 'error', warning: 'warning', information: 'note' };

/** `pyright --outputjson`. Lines and columns count from 0, in UTF-16 code units. */
export const pyright: JsonReport = {
  id: 'pyright-json',
  literals: ['"generalDiagnostics":'],
  start: /^\{(?:"version":"[^"]*",|"time":"[^"]*",)*"generalDiagnostics":/,
  shape: 'whole',
  depth: 2,
  read(report, { resolve }) {
    return recordsAt(report, 'generalDiagnostics').map((found) => {
      const name = textAt(found, 'file') ?? textAt(found, 'uri');
      const file = name === undefined || name === '' ? undefined : resolve(name);
      const range = recordAt(found, 'range');
      const start = positionOf(recordAt(range, 'start'));
      const end = positionOf(recordAt(range, 'end')) ?? start;
      const diagnostic: Diagnostic = {
        tool: 'pyright',
        ruleId: textAt(found, 'rule') ?? 'syntax',
        level: LEVELS[textAt(found, 'severity') ?? ''] ?? 'error',
        // Blanks that do not break, in front of further lines.
        message: (textAt(found, 'message') ?? '').replaceAll('\u00A0', ' '),
        ...(file !== undefined && { location: { file, ...(start && end && { region: { start, end } }) } }),
      };
      const captures = file === undefined && name !== undefined ? { captures: { path: name } } : {};
      return { diagnostic, category: 'type' as const, ...captures };
    });
  },
};

function positionOf(value: Json): Position | undefined {
  const line = numberAt(value, 'line');
  const character = numberAt(value, 'character');
  return line === undefined || character === undefined || line < 0 || character < 0
    ? undefined
    : { line: line + 1, column: character + 1 };
}
