import type { PlannedFix } from '../types.js';
import { type Fault, filesOf } from './compare/judge.js';
import { type Seen, identityOf } from './compare/seen.js';
import type { HeldFix } from './types.js';

/** Why a fix was kept back, from what was found with it. */
export function explainFault(fix: PlannedFix, fault: Fault): HeldFix {
  if (fault.message !== undefined) return { fix, reason: 'breaks-something', explanation: fault.message };
  const own = new Set(fix.answers.map(identityOf));
  const stays = fault.stayed.find(({ before }) => own.has(identityOf(before)));
  const near = nearest(fix, fault.appeared);
  if (stays && !near)
    return { fix, reason: 'does-not-help', explanation: `With it ${describe(stays.after)} is still there.` };
  const found = near ?? fault.appeared[0];
  if (found) return { fix, reason: 'breaks-something', explanation: `It leads to ${describe(found)}.` };
  const other = fault.stayed[0];
  const explanation = other ? `With it ${describe(other.after)} is still there.` : 'With it the verification fails.';
  return { fix, reason: 'breaks-something', explanation };
}

/** Of the findings in files that a fix changes, the one that is nearest to one of its edits. */
function nearest(fix: PlannedFix, appeared: readonly Seen[]): Seen | undefined {
  const files = new Set(filesOf(fix));
  const lines = fix.changes.map((change) => (change.kind === 'edit' ? change.edit.region.start.line : 1));
  const distance = ({ diagnostic: { location } }: Seen): number =>
    Math.min(...lines.map((line) => Math.abs(line - (location?.region?.start.line ?? Infinity))), Number.MAX_VALUE);
  const inFiles = appeared.filter(({ diagnostic }) => files.has(diagnostic.location?.file ?? ''));
  return inFiles.sort((a, b) => distance(a) - distance(b))[0];
}

function describe({ diagnostic: { location, ruleId, message } }: Seen): string {
  const line = location?.region?.start.line;
  const place = location ? ` in ${location.file}${line === undefined ? '' : `:${line}`}` : '';
  const [first = ''] = message.split('\n');
  return `${ruleId}${place} (${first.length > 120 ? `${first.slice(0, 119)}…` : first})`;
}
