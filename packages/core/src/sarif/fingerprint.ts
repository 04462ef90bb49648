import { createHash } from 'node:crypto';
import type { Diagnostic } from '../diagnostics/diagnostic.js';

/**
 * A function that names each finding so that it is known again in a later report, wherever it has moved to in its file:
 * a digest of tool, rule, file and message, and how many of the same came before it.
 */
export function createFingerprinter(): (diagnostic: Diagnostic) => string {
  const seen = new Map<string, number>();
  return ({ tool, ruleId, message, location }) => {
    const identity = JSON.stringify([tool, ruleId, location?.file ?? '', message]);
    const digest = createHash('sha256').update(identity).digest('hex').slice(0, 32);
    const count = (seen.get(digest) ?? 0) + 1;
    seen.set(digest, count);
    return `${digest}:${count}`;
  };
}
