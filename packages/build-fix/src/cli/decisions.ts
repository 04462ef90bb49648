import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Diagnostic } from '@hone/core/diagnostics';
import { errorMessage } from '@hone/core/diagnostics';
import { readSarif } from '@hone/core/sarif';
import type { FixPlan, LeftReason, PlannedFix } from '../engine/types.js';

/** What a plan decided for one diagnostic. */
export interface Decision {
  project: string;
  /** `src/a.py:3`, or the tool where it has no place. */
  place: string;
  fingerprint: string;
  diagnostic: Diagnostic;
  outcome:
    | ({
        kind: 'planned' | 'offered';
        /** Why it was not applied, a sentence, where that was tried. */
        keptBack?: string;
      } & Pick<PlannedFix, 'fixer' | 'applicability' | 'description'>)
    | { kind: 'left'; reason: LeftReason; explanation: string };
}

/** A plan, and what came of it where it was applied. */
export interface WrittenPlan {
  plan: FixPlan;
  /** Findings whose fixes were kept back, with the reason as a hint. */
  left: readonly Diagnostic[];
}

/** The plans that the last runs wrote, of every project. One that cannot be read is told of and left out. */
export function readPlans(workspaceRoot: string, warn: (text: string) => void): WrittenPlan[] {
  const reports = path.join(workspaceRoot, 'dist', 'hone');
  if (!existsSync(reports)) return [];
  const names = readdirSync(reports, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => path.basename(name) === 'build-fix.json')
    .sort()
    .flatMap((name) => {
      try {
        const plan = JSON.parse(readFileSync(path.join(reports, name), 'utf8')) as Partial<FixPlan>;
        if (plan.version === 1 && Array.isArray(plan.fixes) && Array.isArray(plan.left)) {
          return [{ plan: plan as FixPlan, left: readLeft(path.join(reports, path.dirname(name))) }];
        }
        throw new Error('it is no plan of this version');
      } catch (error) {
        warn(`dist/hone/${name.replaceAll('\\', '/')} is left out: ${errorMessage(error)}`);
        return [];
      }
    });
}

/** What `build-fix-apply` left; nothing where it did not run. */
function readLeft(folder: string): readonly Diagnostic[] {
  try {
    return readSarif(readFileSync(path.join(folder, 'build-fix-apply.sarif'), 'utf8')).diagnostics;
  } catch {
    return [];
  }
}

/**
 * Decisions for what is asked.
 *
 * @param query a file, `file:line`, a rule or a fingerprint
 */
export function findDecisions(plans: readonly WrittenPlan[], query: string): Decision[] {
  const normal = query.replaceAll('\\', '/').replace(/^\.\//, '');
  return plans.flatMap(decisionsOf).filter(({ fingerprint, diagnostic, place }) => {
    const { ruleId, location } = diagnostic;
    return [fingerprint, ruleId, location?.file, place].includes(normal);
  });
}

function decisionsOf({ plan: { project, fixes, offered = [], left }, left: after }: WrittenPlan): Decision[] {
  const hints = new Map(after.map((diagnostic) => [keyOf(diagnostic), diagnostic.hint]));
  const decide = (kind: 'planned' | 'offered') => (fix: PlannedFix) =>
    fix.answers.map(({ fingerprint, diagnostic }) => {
      const { fixer, applicability, description } = fix;
      const hint = hints.get(keyOf(diagnostic));
      const keptBack = hint?.startsWith('Kept back') ? { keptBack: hint } : {};
      const outcome = { kind, fixer, applicability, description, ...keptBack };
      return { project, place: placeOf(diagnostic), fingerprint, diagnostic, outcome };
    });
  return [
    ...fixes.flatMap(decide('planned')),
    ...offered.flatMap(decide('offered')),
    ...left.map(({ fingerprint, diagnostic, reason, explanation }) => {
      const outcome = { kind: 'left' as const, reason, explanation };
      return { project, place: placeOf(diagnostic), fingerprint, diagnostic, outcome };
    }),
  ];
}

/** Lines may have moved since. */
function keyOf({ ruleId, message, location }: Diagnostic): string {
  return JSON.stringify([ruleId, message, location?.file]);
}

function placeOf({ tool, location }: Diagnostic): string {
  if (location === undefined) return tool;
  return location.region ? `${location.file}:${location.region.start.line}` : location.file;
}
