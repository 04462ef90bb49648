import { compareText } from '@hone/core/diagnostics';
import type { FileChange } from '@hone/core/edits';
import { groupBy } from '../collections.js';
import { verdictKinds } from '../judge/verdict-kinds.js';
import type { Verdict } from '../types.js';

/** What identifies a verdict of a project, before and after its manifests were edited. */
export function keyOf({ ecosystem, name, declarations }: Verdict): string {
  return `${ecosystem} ${name} ${declarations[0]?.part ?? ''}`;
}

/** A sentence for each file that was edited: what of it is gone, and what has moved. */
export function editNotes(written: readonly FileChange[], carriedOut: readonly Verdict[]): string[] {
  return written.map(({ path }) => {
    const here = carriedOut.filter(
      ({ kind, declarations }) => verdictKinds[kind].fix && declarations.some(({ file }) => file === path),
    );
    const groups = groupBy(here, ({ kind }) => (verdictKinds[kind].fix === 'split' ? 'moved' : 'removed'));
    const parts = ['removed', 'moved'].flatMap((what) => {
      const names = groups.get(what)?.map(({ name }) => name) ?? [];
      return names.length > 0 ? [`${what} ${[...new Set(names)].sort(compareText).join(', ')}`] : [];
    });
    if (parts.length > 0) return `${path}: ${parts.join('; ')}.`;
    // What a proof found to pass, or the manifest that members inherit from.
    return path.endsWith('.toml')
      ? `${path}: took out what nothing inherits any more.`
      : `${path}: brought up to date.`;
  });
}

/** A sentence for each file with declarations that should go, and that no edit reached. */
export function leftNotes(after: readonly Verdict[]): string[] {
  const left = after
    .filter(({ kind }) => verdictKinds[kind].fix === 'remove')
    .flatMap(({ name, declarations }) => declarations.map(({ file }) => ({ name, file })));
  return [...groupBy(left, ({ file }) => file)].map(([file, list]) => {
    const names = [...new Set(list.map(({ name }) => name))].sort(compareText);
    return `${file}: ${names.join(', ')} left to you; nothing is edited where the place of a name is not sure.`;
  });
}
