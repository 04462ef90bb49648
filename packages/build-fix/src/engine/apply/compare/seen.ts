import type { Diagnostic, Position } from '@hone/core/diagnostics';

/** A diagnostic of one run of a verifier, with the group that it belongs to. */
export interface Seen {
  fingerprint: string;
  diagnostic: Diagnostic;
  task?: string;
}

/** The same finding in the same text, whichever run or task saw it. */
export function identityOf({ fingerprint, diagnostic: { location, message } }: Seen): string {
  const { line, column } = startOf(location) ?? { line: 0, column: 0 };
  return [fingerprint, location?.file ?? '', line, column, message].join('\0');
}

/** Each finding once: two targets of a project often report the same one. */
export function withoutRepeats(seen: readonly Seen[]): Seen[] {
  return [...new Map(seen.map((each) => [identityOf(each), each])).values()];
}

/** Where a location starts, if that is known. */
export function startOf(location: Diagnostic['location']): Position | undefined {
  return location?.region?.start;
}

/** A message as far as it says the same after lines have moved. */
export function withoutNumbers(message: string): string {
  return message.replace(/\d+/g, '0');
}
