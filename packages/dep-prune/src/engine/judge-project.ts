import type { Diagnostic } from '@hone/core/diagnostics';
import { auditFindings } from './audit/audit.js';
import { ecosystems } from './ecosystems.js';
import { judge } from './judge/judge.js';
import { readManifests } from './read-manifests.js';
import type { Ecosystem, ProjectFacts, ProjectRequest, Verdict } from './types.js';

/** The verdicts of one language on a project. */
export interface JudgedPart {
  ecosystem: Ecosystem;
  facts: ProjectFacts;
  verdicts: readonly Verdict[];
}

/** A project whose dependencies were judged: all that reports, removal and proof need. */
export interface JudgedProject {
  request: ProjectRequest;
  parts: readonly JudgedPart[];
  verdicts: readonly Verdict[];
  /** What kept something from being read. */
  diagnostics: readonly Diagnostic[];
  /** The texts of the manifests that can be edited, by file. */
  manifests: ReadonlyMap<string, string>;
}

/** Reads the facts of a project in every language and judges them. */
export async function judgeProject(request: ProjectRequest): Promise<JudgedProject> {
  const parts: JudgedPart[] = [];
  for (const load of ecosystems) {
    const ecosystem = await load();
    const facts = await ecosystem.read(request);
    if (facts) parts.push({ ecosystem, facts, verdicts: judge(facts, { keep: request.options.keep ?? [] }) });
  }
  const verdicts = parts.flatMap((part) => part.verdicts);
  const unreadable = new Set(parts.flatMap(({ facts }) => [...facts.unreadable]));
  return {
    request,
    parts,
    verdicts,
    diagnostics: [...parts.flatMap(({ facts }) => facts.diagnostics), ...auditFindings(request, parts)],
    manifests: readManifests(request.workspaceRoot, verdicts, unreadable),
  };
}
