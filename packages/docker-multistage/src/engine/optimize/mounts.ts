import type { Dockerfile, Instruction } from '../dockerfile/index.js';
import type { SpanEdit } from '../lint/rule.js';
import { styleOf } from './text.js';

/** A file of the context for the time of one RUN. */
export function bindMount(source: string, target: string): string {
  return `--mount=type=bind,source=${source},target=${target}`;
}

/** A folder that is kept from build to build. */
export function cacheMount(target: string, sharing?: 'locked'): string {
  return `--mount=type=cache,target=${target}${sharing ? `,sharing=${sharing}` : ''}`;
}

/** Both are written to by every apt-get, which does not wait for another. */
export const aptMounts: readonly string[] = [
  cacheMount('/var/cache/apt', 'locked'),
  cacheMount('/var/lib/apt/lists', 'locked'),
];

/** The official images of Debian and Ubuntu empty the cache of apt after each install. */
export const removeDockerClean = 'rm -f /etc/apt/apt.conf.d/docker-clean';

/** Puts flags before those that a RUN has, each on a line of its own. */
export function mountEdit(
  instruction: Instruction,
  mounts: readonly string[],
  file: Dockerfile,
  command = '',
): SpanEdit {
  const { join } = styleOf(file);
  const start = instruction.keywordSpan.end;
  const next = Math.min(...instruction.flags.map((flag) => flag.start), instruction.operands.offsetOf(0));
  const hasMore = file.text.slice(start, next).includes('#');
  // A heredoc, and a comment behind the keyword, stay where they are.
  const flags = mounts.join(instruction.heredocs.length > 0 ? ' ' : join);
  if (hasMore || instruction.heredocs.length > 0) return { span: { start, end: start }, newText: ` ${flags}` };
  return { span: { start, end: next }, newText: ` ${flags}${join}${command}` };
}
