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

/** The objects in the list under a key. */
export function recordsAt(value: Json, key: string): Json[] {
  const inner = value[key];
  return Array.isArray(inner) ? inner.filter(isRecord) : [];
}

export function textAt(value: Json, key: string): string | undefined {
  const inner = value[key];
  return typeof inner === 'string' ? inner : undefined;
}

export function numberAt(value: Json, key: string): number | undefined {
  const inner = value[key];
  return typeof inner === 'number' && Number.isInteger(inner) ? inner : undefined;
}
