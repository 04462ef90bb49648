import { cleanPath } from '../../config/ignore-file.js';
import { copyOf } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';
import { pathOf } from '../paths.js';
import { instructionsOf } from '../support.js';
import { expandAt, isWithin } from './locations.js';

export const copyOutsideClosure: Rule = {
  id: 'docker/copy-outside-closure',
  source: 'docker',
  summary: 'COPY names a workspace project that this one does not depend on.',
  reason:
    'The image is built again with every change of that project, or a dependency is missing from the project graph.',
  severity: 'warning',
  keywords: ['COPY', 'ADD'],
  bad: {
    dockerfile: 'FROM python:3.12-slim\nCOPY libs/billing /app/libs/billing\n',
    outsideClosure: { 'libs/billing': 'billing' },
  },
  good: {
    dockerfile: 'FROM python:3.12-slim\nCOPY libs/orders /app/libs/orders\n',
    outsideClosure: { 'libs/billing': 'billing' },
  },
  *check(file, { outsideClosure, insideClosure }): Generator<Finding> {
    if (outsideClosure.size === 0) return;
    for (const instruction of instructionsOf(file, 'COPY', 'ADD')) {
      const { sources, from } = copyOf(instruction, file);
      if (from) continue;
      for (const source of sources) {
        const path = cleanPath(expandAt(pathOf(source), instruction, file));
        // Projects can lie in each other: the innermost one has it.
        const owner = innermost(path, [...outsideClosure.keys(), ...insideClosure]);
        const project = owner === undefined ? undefined : outsideClosure.get(owner);
        if (project === undefined) continue;
        yield {
          of: instruction,
          at: source,
          message: `\`${path}\` belongs to the project \`${project}\`, which this project does not depend on.`,
          hint: 'Declare the dependency, or leave the project out of the image.',
        };
      }
    }
  },
};

function innermost(path: string, folders: readonly string[]): string | undefined {
  return folders.filter((folder) => isWithin(path, cleanPath(folder))).sort((a, b) => b.length - a.length)[0];
}
