import { normalizeName } from '@hone/core/manifests';
import type { InstalledDistribution } from '@hone/core/python';

/** Names of files beside a manifest in which index metadata is looked for. */
export const indexMetadataFiles = ['pip-report.json', 'pip-inspect.json'] as const;

interface Metadata {
  name?: unknown;
  version?: unknown;
  requires_dist?: unknown;
}

/**
 * Reads what `pip install --dry-run --report pip-report.json -r requirements.txt` or `pip inspect > pip-inspect.json`
 * wrote: the packages with what each requires.
 *
 * @returns undefined for anything else
 */
export function parseIndexMetadata(text: string): InstalledDistribution[] | undefined {
  const entries = listOf(text);
  return entries?.flatMap(({ metadata }): InstalledDistribution[] => {
    const { name, version, requires_dist: requires } = metadata ?? {};
    if (typeof name !== 'string') return [];
    return [
      {
        name,
        normalizedName: normalizeName(name),
        version: typeof version === 'string' ? version : '',
        modules: [],
        requires: Array.isArray(requires) ? requires.filter((each): each is string => typeof each === 'string') : [],
        entryPoints: [],
      },
    ];
  });
}

function listOf(text: string): { metadata?: Metadata | null }[] | undefined {
  try {
    const { install, installed } = JSON.parse(text) as { install?: unknown; installed?: unknown };
    const list = install ?? installed;
    return Array.isArray(list) ? list.filter((each) => typeof each === 'object' && each !== null) : undefined;
  } catch {
    return undefined;
  }
}
