import type { Finding, MetadataRule } from '../finding.js';
import { entryPointFinding, parseEntryPoint } from '../entry-points.js';
import { tableAt } from '../toml-value.js';

export const entryPointInvalid: MetadataRule = {
  id: 'python/entry-point-invalid',
  summary: 'An entry point is not written as `module:attribute`.',
  reason: 'Installers can’t make the command, and what looks for plugins fails on it.',
  level: 'error',
  specification: 'https://packaging.python.org/en/latest/specifications/entry-points/',
  bad: {
    'pyproject.toml': '[project]\nname = "billing"\nversion = "1.0"\n\n[project.scripts]\nbilling = "billing.cli"\n',
    'billing/cli.py': 'def main():\n    print("billing")\n',
  },
  good: {
    'pyproject.toml':
      '[project]\nname = "billing"\nversion = "1.0"\n\n[project.scripts]\nbilling = "billing.cli:main"\n',
    'billing/cli.py': 'def main():\n    print("billing")\n',
  },
  *check(facts): Generator<Finding> {
    for (const entry of facts.project.manifest.entryPoints) {
      const parsed = parseEntryPoint(entry.value);
      const command = entry.group === 'console_scripts' || entry.group === 'gui_scripts';
      if (!parsed) {
        const message = `The entry point \`${entry.name} = ${entry.value}\` is not of the form \`module:attribute\`.`;
        yield entryPointFinding(facts, entry, message);
      } else if (command && !parsed.attribute) {
        yield entryPointFinding(
          facts,
          entry,
          `The command \`${entry.name}\` names the module \`${parsed.module}\` but no function in it.`,
          `Write \`${entry.value}:main\`, with the function to call.`,
        );
      }
    }
    for (const [group, field] of Object.entries({ console_scripts: 'scripts', gui_scripts: 'gui-scripts' })) {
      if (!tableAt(facts.document, ['project', 'entry-points', group])) continue;
      yield {
        message: `The group \`${group}\` can’t stand in \`[project.entry-points]\`.`,
        hint: `Use \`[project.${field}]\`.`,
        at: ['project', 'entry-points', group],
        onKey: true,
      };
    }
  },
};
