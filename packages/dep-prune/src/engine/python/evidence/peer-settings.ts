import { asStrings, normalizeName, tableAt, type TomlTable } from '@hone/core/manifests';
import type { EvidenceSource } from './evidence-source.js';

/** What the project has told other tools of its kind to leave alone. */
const LISTS: readonly { tool: string; names: (settings: TomlTable) => readonly string[] }[] = [
  {
    tool: 'deptry',
    names: (settings) => [
      ...asStrings(settings['ignore_unused']),
      ...asStrings(settings['ignore_obsolete']),
      ...asStrings(tableAt(settings, 'per_rule_ignores')['DEP002']),
    ],
  },
  { tool: 'fawltydeps', names: (settings) => asStrings(settings['ignore_unused']) },
];

/** Names that settings of deptry and FawltyDeps keep. */
export const peerSettings: EvidenceSource = function* ({ pyproject, manifest, request, declared }) {
  if (!pyproject) return;
  const file = request.project.root === '.' ? 'pyproject.toml' : `${request.project.root}/pyproject.toml`;
  for (const { tool, names } of LISTS) {
    for (const written of names(tableAt(pyproject.table, 'tool', tool))) {
      const name = normalizeName(written);
      if (!declared.has(name)) continue;
      const line = manifest.dependencies.find(({ requirement }) => requirement.normalizedName === name)?.line;
      const detail = `[tool.${tool}] names it`;
      yield { kind: 'comment', name, scope: 'runtime', detail, file, ...(line !== undefined && { line }) };
    }
  }
};
