import { normalizeName } from '@hone/core/manifests';
import type { Finding, MetadataRule } from '../finding.js';
import { tableAt } from '../toml-value.js';

const at = ['tool', 'uv', 'sources'];

export const uvSourceUnused: MetadataRule = {
  id: 'python/uv-source-unused',
  summary: 'An entry of [tool.uv.sources] is for a distribution that the project does not declare.',
  reason: 'uv ignores the entry: the distribution comes from the index, or not at all.',
  level: 'warning',
  specification: 'https://docs.astral.sh/uv/concepts/projects/dependencies/#dependency-sources',
  bad: {
    'pyproject.toml':
      '[project]\nname = "billing"\nversion = "1.0"\ndependencies = ["httpx"]\n\n[tool.uv.sources]\nhttpy = {git = "https://github.com/encode/httpx"}\n',
  },
  good: {
    'pyproject.toml':
      '[project]\nname = "billing"\nversion = "1.0"\ndependencies = ["httpx"]\n\n[tool.uv.sources]\nhttpx = {git = "https://github.com/encode/httpx"}\n',
  },
  *check({ document, project }): Generator<Finding> {
    // The sources of a workspace's root are for all of its members.
    if (project.manifest.workspace) return;
    const declared = new Set(project.manifest.dependencies.map(({ requirement }) => requirement.normalizedName));
    for (const name of Object.keys(tableAt(document, at) ?? {})) {
      if (declared.has(normalizeName(name))) continue;
      yield {
        message: `\`${name}\` has a source in \`[tool.uv.sources]\`, but no list of dependencies names it.`,
        at: [...at, name],
        onKey: true,
      };
    }
  },
};
