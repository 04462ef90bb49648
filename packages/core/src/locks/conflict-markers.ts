import { type Marker, type MarkerComparison, parseMarker } from '../manifests/marker.js';

/**
 * Whether a marker of a `uv.lock` can only be true with an extra or group of a project that is not there. Where extras
 * conflict, uv writes into markers which are on: `extra == 'extra-3-app-cpu'` is the extra `cpu` of `app`, with the length
 * of the project's name before it.
 *
 * @param present normalised names of the projects that are there
 */
export function needsAbsentExtra(marker: string | undefined, present: ReadonlySet<string>): boolean {
  if (marker === undefined || !marker.includes('extra')) return false;
  const parsed = parseMarker(marker);
  return !('error' in parsed) && !canBeTrue(parsed, present);
}

function canBeTrue(marker: Marker, present: ReadonlySet<string>): boolean {
  switch (marker.type) {
    case 'and':
      return marker.operands.every((operand) => canBeTrue(operand, present));
    case 'or':
      return marker.operands.some((operand) => canBeTrue(operand, present));
    case 'comparison':
      return !asksForAbsent(marker, present);
  }
}

function asksForAbsent({ left, operator, right }: MarkerComparison, present: ReadonlySet<string>): boolean {
  const literal = 'literal' in left ? left.literal : 'literal' in right ? right.literal : '';
  const [, length, rest = ''] = /^(?:extra|group|project)-(\d+)-(.*)$/.exec(literal) ?? [];
  const isExtra = [left, right].some((side) => 'variable' in side && side.variable === 'extra');
  return isExtra && operator === '==' && length !== undefined && !present.has(rest.slice(0, Number(length)));
}
