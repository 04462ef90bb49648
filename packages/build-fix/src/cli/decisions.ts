import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Diagnostic } from '@hone/core/diagnostics';
import { errorMessage } from '@hone/core/diagnostics';
import type { FixPlan, LeftReason, PlannedFix } from '../engine/types.js';

/** What a plan decided for one diagnostic. */
export interface Decision {
  project: string;
  /** `src/a.py:3`, or the tool where it has no place. */
  place: string;
  fingerprint: string;
  diagnostic: Diagnostic;
  outcome:
    | ({ kind: 'fixed' | 'offered' } & Pick<PlannedFix, 'fixer' | 'pass' | 'applicability' | 'description'>)
    | { kind: 'left'; reason: LeftReason; explanation: string };
}

/** The plans that the last runs wrote, of every project. One that cannot be read is told of and left out. */
export function readPlans(workspaceRoot: string, warn: (text: string) => void): FixPlan[] {
  const reports = path.join(workspaceRoot, 'dist', 'hone');
  if (!existsSync(reports)) return [];
  const names = readdirSync(reports, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => path.basename(name) === 'build-fix.json')
    .sort()
    .flatMap((name) => {
      try {
        const plan = JSON.parse(readFileSync(path.join(reports, name), 'utf8')) as Partial<FixPlan>;
        if (plan.version === 1 && Array.isArray(plan.fixes) && Array.isArray(plan.left)) return [plan as FixPlan];
        throw new Error('it is no plan of this version');
      } catch (error) {
        warn(`dist/hone/${name.replaceAll('\\', '/')} is left out: ${errorMessage(error)}`);
        return [];
      }
    });
}

/**
 * Decisions for what is asked.
 *
 * @param query a file, `file:line`, a rule or a fingerprint
 */
export function findDecisions(plans: readonly FixPlan[], query: string): Decision[] {
  const normal = query.replaceAll('\\', '/').replace(/^\.\//, '');
  return plans.flatMap(decisionsOf).filter(({ fingerprint, diagnostic, place }) => {
    const { ruleId, location } = diagnostic;
    return [fingerprint, ruleId, location?.file, place].includes(normal);
  });
}

function decisionsOf({ project, fixes, offered = [], left }: FixPlan): Decision[] {
  const decide = (kind: 'fixed' | 'offered') => (fix: PlannedFix) =>
    fix.answers.map(({ fingerprint, diagnostic }) => {
      const { fixer, pass, applicability, description } = fix;
      const outcome = { kind, fixer, pass, applicability, description };
      return { project, place: placeOf(diagnostic), fingerprint, diagnostic, outcome };
    });
  return [
    ...fixes.flatMap(decide('fixed')),
    ...offered.flatMap(decide('offered')),
    ...left.map(({ fingerprint, diagnostic, reason, explanation }) => {
      const outcome = { kind: 'left' as const, reason, explanation };
      return { project, place: placeOf(diagnostic), fingerprint, diagnostic, outcome };
    }),
  ];
}

function placeOf({ tool, location }: Diagnostic): string {
  if (location === undefined) return tool;
  return location.region ? `${location.file}:${location.region.start.line}` : location.file;
}
