import { createHash } from 'node:crypto';

/** A short stable digest of values that JSON can write; long enough that no two contents meet by chance. */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);
}
