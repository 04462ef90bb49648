import { mayBindName } from '../binds-name.js';
import { entryPointFinding, parseEntryPoint } from '../entry-points.js';
import type { Finding, MetadataRule } from '../finding.js';
import { createModuleLookup, type FindModule } from '../module-lookup.js';

export const entryPointUnresolved: MetadataRule = {
  id: 'python/entry-point-unresolved',
  summary: 'An entry point names a module or an attribute that the project’s sources do not have.',
  reason: 'The command or plugin is installed and fails at the first call.',
  level: 'error',
  specification: 'https://packaging.python.org/en/latest/specifications/entry-points/',
  bad: {
    'pyproject.toml':
      '[project]\nname = "billing"\nversion = "1.0"\n\n[project.scripts]\nbilling = "billing.cli:run"\n',
    'src/billing/__init__.py': '',
    'src/billing/cli.py': 'def main():\n    print("billing")\n',
  },
  good: {
    'pyproject.toml':
      '[project]\nname = "billing"\nversion = "1.0"\n\n[project.scripts]\nbilling = "billing.cli:main"\n',
    'src/billing/__init__.py': '',
    'src/billing/cli.py': 'def main():\n    print("billing")\n',
  },
  *check(facts): Generator<Finding> {
    const { entryPoints } = facts.project.manifest;
    if (entryPoints.length === 0) return;
    const findModule = createModuleLookup(facts.project, facts.document);
    for (const entry of entryPoints) {
      const parsed = parseEntryPoint(entry.value);
      const reason = parsed && unresolved(findModule, parsed.module, parsed.attribute);
      if (reason) yield entryPointFinding(facts, entry, `The entry point \`${entry.name}\` ${reason}.`);
    }
  },
};

function unresolved(findModule: FindModule, module: string, attribute: string | undefined): string | undefined {
  const lookup = findModule(module);
  if (lookup.type === 'missing') return `names the module \`${module}\`, which the project does not have`;
  if (lookup.type === 'foreign' || !lookup.file || attribute === undefined) return undefined;
  const name = attribute.split('.')[0]!;
  const source = lookup.file.text();
  if (source === undefined || mayBindName(source, name)) return undefined;
  // A submodule is an attribute of its package once anything has imported it.
  if (findModule(`${module}.${name}`).type === 'found') return undefined;
  return `names \`${name}\`, which \`${lookup.file.file}\` does not define`;
}
