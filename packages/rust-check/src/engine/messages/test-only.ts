import type { Position } from '@hone/core/diagnostics';

/** By habit, files that only test builds have. */
const TEST_FILE = /(^|\/)(tests?\.rs|[^/]+_tests?\.rs|tests?\/.*)$/;

const CFG_TEST = /#\[cfg\(\s*(all\(\s*)?test\b/;

/**
 * Whether a place belongs to a module under `#[cfg(test)]`, as far as its layout tells: the module's closing brace is as
 * far indented as its `mod`. In doubt the answer is no.
 *
 * @param file relative to the workspace root
 */
export function isTestOnly(file: string, text: string, { line, column }: Position): boolean {
  if (TEST_FILE.test(file)) return true;
  const lines = text.split(/\r\n|\n|\r/);
  const own = lines[line - 1]?.slice(0, column - 1) ?? '';
  if (CFG_TEST.test(own) && /\bmod\s+\w+\s*\{/.test(own)) return true;
  for (let at = line - 2; at >= 0; at--) {
    const opening = /^(\s*)(?:#\[.*\]\s*)?(?:pub(?:\([^)]*\))?\s+)?mod\s+\w+\s*\{\s*$/.exec(lines[at]!);
    if (opening && isUnderCfgTest(lines, at) && !closes(lines, at + 1, line - 1, opening[1]!)) return true;
  }
  return false;
}

/** The line itself or the attributes above it hold `#[cfg(test)]`. */
function isUnderCfgTest(lines: readonly string[], at: number): boolean {
  if (CFG_TEST.test(lines[at]!)) return true;
  for (let above = at - 1; above >= 0 && /^\s*(#\[|\/\/)/.test(lines[above]!); above--) {
    if (CFG_TEST.test(lines[above]!)) return true;
  }
  return false;
}

/** Whether a line of `from` to `to` (not included) closes a block of that indentation. */
function closes(lines: readonly string[], from: number, to: number, indent: string): boolean {
  for (let at = from; at < to; at++) if (lines[at]!.startsWith(`${indent}}`)) return true;
  return false;
}
