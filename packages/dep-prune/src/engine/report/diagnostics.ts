import type { Diagnostic, Fix, Location, TextEdit } from '@hone/core/diagnostics';
import { ruleIdOf, verdictKinds } from '../judge/verdict-kinds.js';
import type { Verdict } from '../types.js';

/** The tool's name in reports. */
export const tool = 'dep-prune';

/**
 * The findings that verdicts give: one for each declaration, or one for a use that no declaration covers.
 *
 * @param planEdits gives what would carry one verdict out; becomes the fix of its first finding
 */
export function diagnosticsOf(
  verdicts: readonly Verdict[],
  planEdits: (verdict: Verdict) => readonly TextEdit[],
): Diagnostic[] {
  return verdicts.flatMap((verdict) => {
    const { level } = verdictKinds[verdict.kind];
    if (!level) return [];
    const edits = planEdits(verdict);
    const fix: Fix | undefined =
      edits.length === 0
        ? undefined
        : {
            description: describeFix(verdict),
            // A removal is proved by a verification, not by reading.
            applicability: 'unsafe',
            edits: [...edits],
          };
    return placesOf(verdict).map((location, index) => ({
      tool,
      ruleId: ruleIdOf(verdict.kind),
      level,
      message: `${verdict.name}: ${verdict.reason}`,
      ...hintOf(verdict),
      ...(location && { location }),
      ...(index === 0 && fix && { fixes: [fix] }),
    }));
  });
}

/** Where the declarations stand; of what is missing, where it is used first. */
function placesOf({ declarations, evidence }: Verdict): (Location | undefined)[] {
  const places = declarations.length > 0 ? declarations : evidence.slice(0, 1);
  return places.length > 0 ? places.map(({ file, line }) => locationOf(file, line)) : [undefined];
}

function locationOf(file: string, line: number | undefined): Location {
  if (line === undefined) return { file };
  const start = { line, column: 1 };
  return { file, region: { start, end: start } };
}

function hintOf({ kind, name, chain, suggestion }: Verdict): { hint?: string } {
  switch (kind) {
    case 'missing':
      return { hint: `Declare ${suggestion ?? name}.` };
    case 'convert-to-extra':
      return { hint: `Ask for ${suggestion ?? name} in its place.` };
    case 'transitive':
      return { hint: `Brought by ${(chain ?? []).join(' > ')}.` };
    default:
      return {};
  }
}

function describeFix({ kind, name }: Verdict): string {
  if (kind === 'dev-only') return `Move ${name} to the development dependencies.`;
  if (kind === 'runtime') return `Move ${name} to the dependencies of the program.`;
  return `Remove ${name}.`;
}
