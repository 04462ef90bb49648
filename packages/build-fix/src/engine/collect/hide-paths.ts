import { homedir } from 'node:os';
import type { LogEntry } from '../types.js';

/** Takes names of this machine's folders out of what tools say: a plan is the same wherever it is made. */
export function createPathHider(workspaceRoot: string, home = homedir()): (entry: LogEntry) => LogEntry {
  const forms = (folder: string): string[] => [...new Set([folder, folder.replaceAll('\\', '/')])];
  const replaced = [
    ...forms(workspaceRoot).flatMap((folder) => [
      [`${folder}/`, ''] as const,
      [`${folder}\\`, ''] as const,
      [folder, '.'] as const,
    ]),
    ...(home.length > 3 ? forms(home).map((folder) => [folder, '~'] as const) : []),
  ];
  const hide = (text: string): string => replaced.reduce((all, [folder, by]) => all.replaceAll(folder, by), text);
  const isClean = (text: string): boolean => replaced.every(([folder]) => !text.includes(folder));
  return (entry) => {
    if (isClean(JSON.stringify([entry.diagnostic, entry.captures]).replaceAll('\\\\', '\\'))) return entry;
    const { diagnostic, captures } = entry;
    const { message, hint, related } = diagnostic;
    return {
      ...entry,
      diagnostic: {
        ...diagnostic,
        message: hide(message),
        ...(hint !== undefined && { hint: hide(hint) }),
        ...(related && { related: related.map((one) => ({ ...one, message: hide(one.message) })) }),
      },
      ...(captures && { captures: Object.fromEntries(Object.entries(captures).map(([k, v]) => [k, hide(v)])) }),
    };
  };
}
