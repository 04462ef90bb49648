import type { Declaration, Evidence, Verdict } from '../types.js';

/** The content of dep-prune.json. */
export interface VerdictFile {
  schema: 1;
  project: string;
  verdicts: readonly VerdictEntry[];
}

/** A verdict as data for other programs. */
export type VerdictEntry = Omit<Verdict, 'declarations' | 'evidence'> & {
  declarations: Pick<Declaration, 'file' | 'line' | 'written' | 'scope' | 'group'>[];
  evidence: Omit<Evidence, 'name'>[];
};

/** Renders dep-prune.json: the same verdicts give the same bytes. */
export function renderVerdicts(project: string, verdicts: readonly Verdict[]): string {
  const file: VerdictFile = { schema: 1, project, verdicts: verdicts.map(entryOf) };
  return `${JSON.stringify(file, null, 2)}\n`;
}

function entryOf({ ecosystem, name, kind, reason, chain, suggestion, declarations, evidence }: Verdict): VerdictEntry {
  return {
    ecosystem,
    name,
    kind,
    reason,
    ...(chain && { chain }),
    ...(suggestion !== undefined && { suggestion }),
    declarations: declarations.map(({ file, line, written, scope, group }) => ({
      file,
      ...(line !== undefined && { line }),
      written,
      scope,
      ...(group !== undefined && { group }),
    })),
    evidence: evidence.map(({ kind: evidenceKind, scope, detail, file, line, extraOf }) => ({
      kind: evidenceKind,
      scope,
      detail,
      file,
      ...(line !== undefined && { line }),
      ...(extraOf && { extraOf }),
    })),
  };
}
