import type { PythonProject } from '@hone/core/manifests';
import type { Declaration } from './facts.js';

/** What a project declares, by normalised distribution name. Constraints install nothing and are left out. */
export function readDeclared({ dependencies, normalizedName }: PythonProject): Map<string, Declaration> {
  const declared = new Map<string, { runtime: boolean; extras: string[]; groups: string[]; build: boolean }>();
  for (const { requirement, kind, group = 'default' } of dependencies) {
    const name = requirement.normalizedName;
    if (kind === 'constraint' || name === normalizedName || name === '') continue;
    let entry = declared.get(name);
    if (!entry) declared.set(name, (entry = { runtime: false, extras: [], groups: [], build: false }));
    if (kind === 'runtime') entry.runtime = true;
    else if (kind === 'build') entry.build = true;
    else if (kind === 'extra') addOnce(entry.extras, group);
    else addOnce(entry.groups, group);
  }
  return declared;
}

function addOnce(list: string[], value: string): void {
  if (!list.includes(value)) list.push(value);
}
