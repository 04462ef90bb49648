import type { FailureSummary } from './summarise.js';

/** With more projects than these, a command that names each is no help. */
const MOST_NAMED = 5;

/** `12 errors in 4 groups, 9 may be fixable`. */
export function renderCounts({ groups, entries, fixable }: FailureSummary): string {
  const isError = groups.every(({ level }) => level === 'error');
  const what = isError ? countOf(entries, 'error') : countOf(entries, 'finding');
  const how = fixable === 0 ? 'none of them has a known fix' : `${countText(fixable)} may be fixable`;
  return `${what} in ${countOf(groups.length, 'group')}, ${how}`;
}

/**
 * The line after a run that failed; undefined where nothing was understood.
 *
 * @param planTarget the target that plans, where projects have one
 */
export function renderLine(summary: FailureSummary, planTarget: string | undefined): string | undefined {
  const { entries, fixable, fixableProjects: projects } = summary;
  if (entries === 0) return undefined;
  const counts = renderCounts(summary);
  if (fixable === 0 || planTarget === undefined) return `${counts}. To see them: npx build-fix groups`;
  const named = projects.length <= MOST_NAMED && projects.every((name) => /^[\w@./-]+$/.test(name));
  return `${counts}. To plan: npx nx run-many -t ${planTarget}${named ? ` -p ${projects.join(',')}` : ''}`;
}

function countOf(count: number, noun: string): string {
  return `${countText(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** `12,345`: the same in every locale. */
function countText(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
