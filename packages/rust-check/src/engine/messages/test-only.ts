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
    const indent = /^(\s*)(?:#\[.*\]\s*)?(?:pub(?:\([^)]*\))?\s+)?mod\s+\w+\s*\{\s*$/.exec(lines[at] ?? '')?.[1];
    if (indent === undefined || !isUnderCfgTest(lines.slice(0, at + 1))) continue;
    if (!lines.slice(at + 1, line - 1).some((inner) => inner.startsWith(`${indent}}`))) return true;
  }
  return false;
}

/** The last line itself or the attributes above it hold `#[cfg(test)]`. */
function isUnderCfgTest(lines: readonly string[]): boolean {
  const above = lines.slice(0, -1);
  const first = above.findLastIndex((line) => !/^\s*(#\[|\/\/)/.test(line)) + 1;
  return lines.slice(first).some((line) => CFG_TEST.test(line));
}
