import type { Dockerfile, Instruction } from '../../../dockerfile/index.js';
import { copyOf, stagesOf } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';
import { runOf } from '../../scripts.js';
import { pathOf } from '../paths.js';
import { insert, replace, wholeLines } from '../support.js';
import { isManifest, packageManagers } from './package-managers.js';

export const manifestCopied: Rule = {
  id: 'docker/manifest-copied',
  source: 'docker',
  summary: 'Manifests are copied for an install that could mount them.',
  reason:
    'The copy is a layer of its own, and the source brings the same files again; `--mount=type=bind` needs neither.',
  severity: 'info',
  keywords: ['COPY'],
  fix: 'Unsafe, since a bind mount cannot be written to: mounts the files for that RUN and takes the COPY out.',
  bad: 'FROM node:22-slim\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .\n',
  good: 'FROM node:22-slim\nWORKDIR /app\nRUN --mount=type=bind,source=package.json,target=package.json --mount=type=bind,source=package-lock.json,target=package-lock.json npm ci\nCOPY . .\n',
  *check(file): Generator<Finding> {
    for (const { instructions } of stagesOf(file).all) {
      for (const [at, instruction] of instructions.entries()) {
        const manifests = manifestsCopied(instruction, file);
        const next = instructions[at + 1];
        if (!manifests || !next || !installsProject(next, file)) continue;
        // Without a later copy of the source, the image may need the files themselves.
        if (!instructions.slice(at + 2).some((later) => copiesEverythingTo(later, file))) continue;
        const flags = manifests.map((name) => `--mount=type=bind,source=${name},target=${name.replace(/^.*\//, '')}`);
        yield {
          of: instruction,
          message: `${manifests.map((name) => `\`${name}\``).join(', ')}: copied for the RUN below and again with the source.`,
          hint: `RUN ${flags.join(' ')} …`,
          ...(!next.exec &&
            instruction.comments.length === 0 && {
              fix: {
                description: 'Mount the files instead of copying them',
                applicability: 'unsafe' as const,
                edits: [
                  replace(wholeLines(instruction, file.text), ''),
                  insert(next.keywordSpan.end, ` ${flags.join(' ')}`),
                ],
              },
            }),
        };
      }
    }
  },
};

/** The files of a COPY of nothing but manifests into the working folder. */
function manifestsCopied(instruction: Instruction, file: Dockerfile): string[] | undefined {
  if (instruction.keyword !== 'COPY' || instruction.heredocs.length > 0) return undefined;
  const { sources, target, from } = copyOf(instruction, file);
  const names = sources.map(pathOf);
  const isPlain = names.every((name) => isManifest(name) && !/[*?[$]/.test(name));
  return !from && target && /^\.\/?$/.test(pathOf(target)) && isPlain && names.length > 0 ? names : undefined;
}

function installsProject(instruction: Instruction, file: Dockerfile): boolean {
  if (instruction.keyword !== 'RUN') return false;
  const { commands } = runOf(instruction, file.text);
  return packageManagers.some((manager) => commands.some((command) => manager.installsProject?.(command)));
}

function copiesEverythingTo(instruction: Instruction, file: Dockerfile): boolean {
  if (instruction.keyword !== 'COPY') return false;
  const { sources, target, from } = copyOf(instruction, file);
  return (
    !from &&
    sources.some((word) => /^\.\/?$/.test(pathOf(word))) &&
    target !== undefined &&
    /^\.\/?$/.test(pathOf(target))
  );
}
