/** An object out of parsed JSON, nothing known of its values. */
export type Json = Record<string, unknown>;

export function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object under a key, an empty one when there is none. */
export function recordAt(value: Json, key: string): Json {
  const inner = value[key];
  return isRecord(inner) ? inner : {};
}

/** The list under a key, an empty one when there is none. */
export function listAt(value: Json, key: string): unknown[] {
  const inner = value[key];
  return Array.isArray(inner) ? inner : [];
}

export function textAt(value: Json, key: string): string | undefined {
  const inner = value[key];
  return typeof inner === 'string' ? inner : undefined;
}

/** A whole number not below 0. */
export function numberAt(value: Json, key: string): number | undefined {
  const inner = value[key];
  return typeof inner === 'number' && Number.isInteger(inner) && inner >= 0 ? inner : undefined;
}
