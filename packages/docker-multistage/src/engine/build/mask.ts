/** What stands in the place of a secret. */
export const MASK = '***';

/** A line of a secret of several lines counts by itself from this length on: shorter ones (`}`) are no secret. */
const SHORTEST_LINE = 6;
/** Other spellings of a value are looked for from this length on. */
const SHORTEST_ENCODED = 8;

/**
 * Makes a function that takes secrets out of a text: the values themselves, each line of those with several, and
 * their usual other spellings (base64, percent-encoded, as a JSON string), since a step may echo what it was given.
 */
export function createMask(values: readonly Uint8Array[]): (text: string) => string {
  const needles = [...new Set(values.flatMap(spellings))].sort((a, b) => b.length - a.length);
  if (needles.length === 0) return (text) => text;
  const pattern = new RegExp(needles.map(escapeRegExp).join('|'), 'g');
  return (text) => text.replace(pattern, MASK);
}

function spellings(value: Uint8Array): string[] {
  const bytes = Buffer.from(value);
  const text = bytes.toString('utf8');
  const trimmed = text.trim();
  if (trimmed === '') return [];
  const lines = trimmed.split(/\r?\n/).map((line) => line.trim());
  const found = [trimmed, ...(lines.length > 1 ? lines.filter((line) => line.length >= SHORTEST_LINE) : [])];
  if (trimmed.length < SHORTEST_ENCODED) return found;
  const encoded = [bytes, Buffer.from(trimmed)].map((buffer) => buffer.toString('base64'));
  return [
    ...found,
    ...encoded.flatMap((base64) => [
      base64,
      base64.replace(/=+$/, ''),
      base64.replaceAll('+', '-').replaceAll('/', '_'),
    ]),
    encodeURIComponent(trimmed),
    JSON.stringify(trimmed).slice(1, -1),
  ];
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
