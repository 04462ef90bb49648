import { eslint } from './eslint.js';
import { mypy } from './mypy.js';
import { pyright } from './pyright.js';
import type { JsonReport } from './report.js';
import { ruff, ruffLines } from './ruff.js';
import { cargo, rustc } from './rustc.js';
import { sarif } from './sarif.js';

/** The reports that are known, in the order in which they are tried. */
export const REPORTS: readonly JsonReport[] = [cargo, rustc, mypy, ruffLines, ruff, eslint, pyright, sarif];

/** Text of which one is in the first lines of each report. */
export const JSON_LITERALS: readonly string[] = [...new Set(REPORTS.flatMap(({ literals }) => literals))];

/** The report that begins so, blanks or none. */
export function reportOf(head: string): JsonReport | undefined {
  const compact = withoutBlanks(head.slice(0, MAX_HEAD));
  return REPORTS.find(({ start }) => start.test(compact));
}

/** How much of a report tells which one it is. */
export const MAX_HEAD = 4096;

/** JSON without the blanks between its tokens. */
function withoutBlanks(json: string): string {
  return json.replace(/("(?:[^"\\]|\\.)*"?)|\s+/g, (_, text: string | undefined) => text ?? '');
}
