import { auditFindings } from './audit/audit.js';
import { ecosystems } from './ecosystems.js';
import { judge } from './judge/judge.js';
import { readManifests } from './read-manifests.js';
import type { JudgedPart, JudgedProject, ProjectRequest } from './types.js';

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
