import type { Dockerfile, Instruction } from '../../../dockerfile/index.js';
import { copyOf, mountsOf } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';
import type { Run } from '../../scripts.js';
import { runOf, runsOf } from '../../scripts.js';
import { pathOf } from '../paths.js';
import { instructionsAbove } from './locations.js';
import type { PackageManager } from './package-managers.js';
import { packageManagers } from './package-managers.js';

export const depsAfterSource: Rule = {
  id: 'docker/deps-after-source',
  source: 'docker',
  summary: 'Dependencies are installed after the whole source was copied.',
  reason:
    'Every edit of any file then installs all dependencies again. Copied or mounted before, manifest and lock file alone decide.',
  severity: 'warning',
  keywords: ['COPY', 'ADD'],
  bad: 'FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nRUN pip install --no-cache-dir -r requirements.txt\n',
  good: 'FROM python:3.12-slim\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install --no-cache-dir -r requirements.txt\nCOPY . .\n',
  *check(file): Generator<Finding> {
    for (const run of runsOf(file)) {
      const manager = packageManagers.find((known) => installs(run, known));
      if (!manager) continue;
      const above = instructionsAbove(run.instruction, file);
      const copy = above.find((instruction) => copiesEverything(instruction, file));
      // An install above the copy has done the work already; what comes after it adds the project itself.
      if (!copy || installedBefore(above, copy, manager, file) || keepsTarget(run, manager)) continue;
      const command = run.commands.find((candidate) => manager.installsProject?.(candidate))!;
      yield {
        of: run.instruction,
        at: run.spanOf(command),
        message: `\`${manager.name}\` installs dependencies after line ${copy.line} copied the whole source, so every edit repeats it.`,
        hint: 'Copy or mount manifest and lock file first, install, and copy the rest then.',
      };
    }
  },
};

function installs({ commands }: Run, { installsProject }: PackageManager): boolean {
  return installsProject !== undefined && commands.some(installsProject);
}

function copiesEverything(instruction: Instruction, file: Dockerfile): boolean {
  if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') return false;
  const { sources, from } = copyOf(instruction, file);
  return !from && sources.some((word) => /^(?:\.?\/?|\.\/\*|\*)$/.test(pathOf(word)));
}

function installedBefore(
  above: readonly Instruction[],
  copy: Instruction,
  manager: PackageManager,
  file: Dockerfile,
): boolean {
  return above.some(
    (instruction) =>
      instruction.keyword === 'RUN' &&
      instruction.start < copy.start &&
      installs(runOf(instruction, file.text), manager),
  );
}

/** cargo and go keep what they compiled of the dependencies in a folder: with that mounted, nothing is repeated. */
function keepsTarget({ instruction }: Run, { name }: PackageManager): boolean {
  const targets = mountsOf(instruction)
    .filter(({ type }) => type === 'cache')
    .map(({ fields }) => fields['target'] ?? '');
  if (name === 'cargo') return targets.some((target) => /(?:^|\/)target\/?$/.test(target));
  return name === 'go' && targets.some((target) => target.includes('pkg/mod') || target.includes('go-build'));
}
