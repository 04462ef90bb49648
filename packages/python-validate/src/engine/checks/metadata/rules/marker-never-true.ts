import { parseMarker } from '@hone/core/manifests';
import type { Finding, MetadataRule } from '../finding.js';
import { projectString, type DeclaredRequirement } from '../facts.js';
import { markerCanHold } from '../marker-space.js';
import { placeOf } from '../overlap.js';

export const markerNeverTrue: MetadataRule = {
  id: 'python/marker-never-true',
  summary: 'An environment marker holds in no environment that the project can be installed in.',
  reason: 'The requirement is dead: it is left over from a Python that is no longer supported, or the marker is wrong.',
  level: 'warning',
  specification: 'https://packaging.python.org/en/latest/specifications/dependency-specifiers/#environment-markers',
  bad: {
    'pyproject.toml':
      '[project]\nname = "billing"\nversion = "1.0"\nrequires-python = ">=3.11"\ndependencies = ["tomli; python_version < \'3.11\'"]\n',
  },
  good: {
    'pyproject.toml':
      '[project]\nname = "billing"\nversion = "1.0"\nrequires-python = ">=3.10"\ndependencies = ["tomli; python_version < \'3.11\'"]\n',
  },
  *check(facts): Generator<Finding> {
    const required = projectString(facts, 'requires-python');
    for (const declared of facts.requirements) {
      const { marker: text, name } = declared.requirement;
      const marker = text === undefined ? undefined : parseMarker(text);
      if (!marker || 'error' in marker) continue;
      if (!markerCanHold(marker)) {
        yield { message: `The marker of \`${name}\` is never true: \`${text}\`.`, ...placeOf(declared) };
      } else if (required !== undefined && boundByRequiresPython(declared) && !markerCanHold(marker, required)) {
        yield {
          message: `The marker of \`${name}\` is never true with \`requires-python = "${required}"\`: \`${text}\`.`,
          hint: 'Remove the requirement.',
          ...placeOf(declared),
        };
      }
    }
  },
};

/** A build or a requirements file may well run on another Python than the project is installed on. */
function boundByRequiresPython({ kind }: DeclaredRequirement): boolean {
  return kind === 'runtime' || kind === 'extra';
}
