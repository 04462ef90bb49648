import type { PartialProject } from './partial.js';
import { readRequirements, type PyprojectContext } from './standard.js';
import { tableAt } from './toml.js';

/** `[tool.pdm.dev-dependencies]`: PDM's groups from before `[dependency-groups]`. */
export function readPdm(context: PyprojectContext): Partial<PartialProject> {
  const groups = tableAt(context.table, 'tool', 'pdm', 'dev-dependencies');
  const names = Object.keys(groups);
  if (names.length === 0) return {};
  return {
    dependencies: names.flatMap((group) =>
      readRequirements(
        context,
        groups[group],
        { own: {} },
        { table: 'tool.pdm.dev-dependencies', key: group, kind: 'group', group },
      ),
    ),
    groups: names,
  };
}
