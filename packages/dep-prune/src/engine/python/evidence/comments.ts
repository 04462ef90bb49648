import { statesReason } from '../../reasons.js';
import type { EvidenceSource } from './evidence-source.js';

/**
 * Comments beside a declaration that say why it has to stay: at the end of its line, or on the line above where that has
 * nothing but the comment. `hone: keep` always counts.
 */
export const comments: EvidenceSource = function* ({ manifest, text }) {
  for (const { requirement, file, line } of manifest.dependencies) {
    if (line === undefined) continue;
    const lines = (text(file) ?? '').split(/\r\n|[\n\r]/);
    const own = commentOf(lines[line - 1] ?? '');
    const above = /^\s*#/.test(lines[line - 2] ?? '') ? commentOf(lines[line - 2] ?? '') : undefined;
    const found = [own, above].find((comment) => comment !== undefined && isReason(comment));
    if (found === undefined) continue;
    yield {
      kind: 'comment',
      name: requirement.normalizedName,
      scope: 'runtime',
      detail: `the comment says "${found.slice(0, 80)}"`,
      file,
      line,
    };
  }
};

/** What tools write is no reason: `# via flask` says what brings a package, not that it has to stay. */
function isReason(comment: string): boolean {
  return statesReason(comment) && !/^\s*(?:via\b|from\b.*-r )/i.test(comment);
}

function commentOf(line: string): string | undefined {
  const found = /(?:^|\s)#\s*(.*?)\s*$/.exec(line)?.[1];
  return found === '' ? undefined : found;
}
