import type { TargetFailure } from '@hone/core/scratch';
import { keyOf } from '../removal/removal-notes.js';
import type { Evidence, JudgedProject, Verdict } from '../types.js';

/** What a verification showed of the verdicts of one project. */
export interface Proofs {
  /** What failed without a dependency, by {@link keyOf} its verdict. */
  stay: ReadonlyMap<string, TargetFailure>;
  /** The verdicts that can be carried out together, by {@link keyOf}. */
  safe: ReadonlySet<string>;
  /** What ran: `build, test of app and 2 dependants`. */
  ran: string;
}

/** The verdicts as they are after the proof: what had to stay is `used`, and the evidence is what failed. */
export function withProofs(judged: JudgedProject, proofs: Proofs): JudgedProject {
  const parts = judged.parts.map((part) => ({
    ...part,
    verdicts: part.verdicts.map((verdict) => proved(verdict, proofs, judged)),
  }));
  return { ...judged, parts, verdicts: parts.flatMap(({ verdicts }) => verdicts) };
}

function proved(verdict: Verdict, { stay, safe, ran }: Proofs, { request }: JudgedProject): Verdict {
  const key = keyOf(verdict);
  const failure = stay.get(key);
  if (!failure) return safe.has(key) ? { ...verdict, reason: `${verdict.reason} Without it passed: ${ran}.` } : verdict;
  const [declaration] = verdict.declarations;
  const evidence: Evidence = {
    kind: 'proof',
    name: verdict.name,
    ...(declaration?.part !== undefined && { part: declaration.part }),
    scope: declaration?.scope === 'development' ? 'development' : 'runtime',
    detail: `${failure.task} fails without it: ${failure.error}`,
    file: failure.root ?? request.project.root,
  };
  const { ecosystem, name, declarations } = verdict;
  return {
    ecosystem,
    name,
    kind: 'used',
    reason: `${evidence.detail}${/[.!?]$/.test(evidence.detail) ? '' : '.'}`,
    declarations,
    evidence: [...verdict.evidence, evidence],
  };
}
