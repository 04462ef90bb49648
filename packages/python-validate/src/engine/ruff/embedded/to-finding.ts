import type { Region } from '@hone/core/diagnostics';
import type { RuffConfig } from '../config/ruff-config.js';
import type { RuffFile, RuffFinding } from '../finding.js';
import { toRuleCode } from '../rule-table.js';
import { fixApplicability } from './fix-safety.js';
import type { RawFinding, RawPosition } from './linter.js';

/** Translates a finding of the embedded engine. @param config for the fix's applicability; without it fixes are left out. */
export function toFinding(raw: RawFinding, config: RuffConfig | undefined, file: RuffFile): RuffFinding {
  const code = toRuleCode(raw.code);
  const finding: RuffFinding = {
    code,
    message: raw.message,
    region: toRegion(raw.start_location, raw.end_location),
  };
  if (!raw.fix || !config) return finding;
  const edits = raw.fix.edits.map((edit) => ({
    region: toRegion(edit.location, edit.end_location),
    newText: edit.content ?? '',
  }));
  const applicability = fixApplicability(code, edits, config, file);
  return { ...finding, fix: { title: raw.fix.message ?? '', applicability, edits } };
}

function toRegion(start: RawPosition, end: RawPosition): Region {
  return { start: { line: start.row, column: start.column }, end: { line: end.row, column: end.column } };
}
