import { mountsOf, parseDockerfile } from '../../dockerfile/index.js';
import { applySpanEdits } from '../text.js';

/**
 * Gives cache mounts an id of their own, so that a cold build finds them empty and the project's caches stay as they are.
 */
export function markCaches(text: string, mark: string): string {
  const edits = parseDockerfile(text).instructions.flatMap((instruction) =>
    mountsOf(instruction)
      .filter(({ type, fields }) => type === 'cache' && fields['id'] === undefined)
      .map(({ end, fields }) => ({
        span: { start: end, end },
        newText: `,id=${mark}${(fields['target'] ?? '').replace(/[^\w/.-]/g, '_')}`,
      })),
  );
  return applySpanEdits(text, edits) ?? text;
}
