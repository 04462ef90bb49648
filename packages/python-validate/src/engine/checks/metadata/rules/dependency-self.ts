import { normalizeName } from '@hone/core/manifests';
import type { Finding, MetadataRule } from '../finding.js';
import { placeOf } from '../overlap.js';
import { stringsAt, tableAt } from '../toml-value.js';

export const dependencySelf: MetadataRule = {
  id: 'python/dependency-self',
  summary: 'The project depends on itself, or on an extra of its own that it does not have.',
  reason: 'Installers follow the requirement to a published release of the project, or warn of an unknown extra.',
  level: 'error',
  bad: { 'pyproject.toml': '[project]\nname = "billing"\nversion = "1.0"\ndependencies = ["billing>=0.9"]\n' },
  good: {
    'pyproject.toml':
      '[project]\nname = "billing"\nversion = "1.0"\n\n[project.optional-dependencies]\npdf = ["reportlab"]\nall = ["billing[pdf]"]\n',
  },
  *check({ document, project, requirements }): Generator<Finding> {
    const own = project.manifest.normalizedName;
    if (own === undefined) return;
    const isDynamic = stringsAt(document, ['project', 'dynamic']).some(
      ([, field]) => field === 'optional-dependencies',
    );
    const declared = Object.keys(tableAt(document, ['project', 'optional-dependencies']) ?? {}).map(normalizeName);
    const extras = new Set([...declared, ...project.manifest.extras]);
    for (const entry of requirements) {
      const { requirement, kind } = entry;
      if (requirement.normalizedName !== own || kind === 'constraint') continue;
      if (requirement.extras.length === 0 && (kind === 'runtime' || kind === 'extra')) {
        yield { message: `\`${requirement.name}\` depends on itself.`, ...placeOf(entry) };
      }
      for (const extra of isDynamic || kind === 'file' ? [] : requirement.extras) {
        if (!extras.has(extra)) yield { message: `The project has no extra \`${extra}\`.`, ...placeOf(entry) };
      }
    }
  },
};
