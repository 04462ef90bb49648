import type { CargoMessage, RustcDiagnostic } from './types.js';

/**
 * Reads one line of `cargo … --message-format=json`.
 *
 * @returns `undefined` for a line that is none of cargo's messages (what a procedural macro prints, a message of a kind
 *   that nothing here needs, a line that a killed cargo left unfinished)
 */
export function parseCargoMessage(line: string): CargoMessage | undefined {
  if (!line.startsWith('{') || !line.includes('"reason"')) return undefined;
  try {
    return toCargoMessage(JSON.parse(line));
  } catch {
    return undefined;
  }
}

/** One of cargo's messages out of parsed JSON; `undefined` for what is none. */
export function toCargoMessage(value: unknown): CargoMessage | undefined {
  if (!isCargoMessage(value)) return undefined;
  if (value.reason === 'compiler-message') dropRendered(value.message);
  return value;
}

/** What rustc writes with `--error-format=json`, without a cargo around it; `undefined` for what is none. */
export function toRustcDiagnostic(value: unknown): RustcDiagnostic | undefined {
  if (!isDiagnostic(value)) return undefined;
  dropRendered(value);
  return value;
}

/** The same once more as text for a terminal: as long as all the rest, and nobody reads it here. */
function dropRendered(diagnostic: RustcDiagnostic & { rendered?: unknown }): void {
  delete diagnostic.rendered;
}

/** The fields that each kind must have for the code that reads it. */
const CHECKS: Record<CargoMessage['reason'], (message: Record<string, unknown>) => boolean> = {
  'compiler-message': (message) =>
    typeof message['package_id'] === 'string' && isTarget(message['target']) && isDiagnostic(message['message']),
  'compiler-artifact': (message) =>
    typeof message['package_id'] === 'string' && isTarget(message['target']) && isRecord(message['profile']),
  'build-script-executed': (message) =>
    typeof message['package_id'] === 'string' && typeof message['out_dir'] === 'string',
  'build-finished': (message) => typeof message['success'] === 'boolean',
};

function isCargoMessage(value: unknown): value is CargoMessage {
  if (!isRecord(value) || typeof value['reason'] !== 'string' || !Object.hasOwn(CHECKS, value['reason'])) return false;
  return CHECKS[value['reason'] as CargoMessage['reason']](value);
}

function isTarget(value: unknown): boolean {
  return isRecord(value) && typeof value['name'] === 'string' && Array.isArray(value['kind']);
}

function isDiagnostic(value: unknown): value is RustcDiagnostic {
  return (
    isRecord(value) &&
    typeof value['message'] === 'string' &&
    typeof value['level'] === 'string' &&
    Array.isArray(value['spans']) &&
    Array.isArray(value['children']) &&
    value['children'].every(isDiagnostic)
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
