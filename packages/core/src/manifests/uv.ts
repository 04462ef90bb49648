import type { PartialProject } from './partial.js';
import { readRequirements, type PyprojectContext } from './standard.js';
import { asStrings, isTable, tableAt } from './toml.js';
import type { UvSources } from './uv-sources.js';

/** `[tool.uv]`: the workspace and the older `dev-dependencies`, which are the group `dev`. */
export function readUv(context: PyprojectContext, sources: UvSources): Partial<PartialProject> {
  const uv = tableAt(context.table, 'tool', 'uv');
  const dev = uv['dev-dependencies'];
  const constraints = ['constraint-dependencies', 'override-dependencies'].flatMap((key) =>
    readRequirements(context, uv[key], { own: {} }, { table: 'tool.uv', key, kind: 'constraint' }),
  );
  const workspace = tableAt(uv, 'workspace');
  return {
    dependencies: [
      ...readRequirements(context, dev, sources, {
        table: 'tool.uv',
        key: 'dev-dependencies',
        kind: 'group',
        group: 'dev',
      }),
      ...constraints,
    ],
    groups: dev === undefined ? [] : ['dev'],
    ...(isTable(uv['workspace']) && {
      workspace: { members: asStrings(workspace['members']), exclude: asStrings(workspace['exclude']) },
    }),
  };
}
