import { workdirAt } from '../../lint/rules/docker/locations.js';
import { insert, replace } from '../../lint/rules/support.js';
import type { SpanEdit } from '../../lint/rule.js';
import { runsOf } from '../../lint/scripts.js';
import type { Dockerfile, Instruction } from '../../dockerfile/index.js';
import { stagesOf } from '../../dockerfile/index.js';
import { hasFlag, operandsOf } from '../../shell/index.js';
import type { Command } from '../../shell/index.js';
import { folderCopyOf, hasFolder, sourceOf } from '../folders.js';
import { parseJson } from '../installs.js';
import type { Doubt, Pass, PassInput, ProjectFiles } from '../pass.js';

export const frozenLock: Pass = {
  id: 'frozen-lock',
  summary: 'Makes installs follow the lock file that is in the build context.',
  reason: 'What is in the image is then what was tested, and an install writes nothing into the source.',
  example: {
    files: {
      'package.json': '{"dependencies": {"express": "^4.21.0"}}',
      'package-lock.json': '{"packages": {"": {"dependencies": {"express": "^4.21.0"}}}}',
    },
    before: 'FROM node:22-slim\nWORKDIR /app\nCOPY . .\nRUN npm install\n',
    after: 'FROM node:22-slim\nWORKDIR /app\nCOPY . .\nRUN npm ci\n',
  },
  run({ file, files }: PassInput) {
    const edits: SpanEdit[] = [];
    const doubts: Doubt[] = [];
    for (const { instruction, commands, spanOf } of runsOf(file)) {
      if (instruction.exec || instruction.heredocs.length > 0) continue;
      for (const command of commands) {
        const known = LOCKS.find((candidate) => candidate.matches(command));
        if (!known || command.depth > 0 || !files) continue;
        const at = placeOf(known.lock, instruction, file, files);
        if (at === undefined || !files.paths.has(at)) continue;
        const problem = known.problem?.((name) => files.read(placeOf(name, instruction, file, files)!));
        if (problem !== undefined) doubts.push({ line: instruction.line, reason: problem });
        else if (isCopied(known.lock, instruction, file)) {
          const word = operandsOf(command)[0] ?? command.word;
          edits.push(
            known.instead === undefined
              ? insert(spanOf(word).end, ` ${known.flag}`)
              : replace(spanOf(word), known.instead),
          );
        }
      }
    }
    return { edits, doubts };
  },
};

interface Lock {
  matches(command: Command): boolean;
  lock: string;
  flag?: string;
  instead?: string;
  /** Why it cannot be followed. */
  problem?(read: (name: string) => string | undefined): string | undefined;
}

const words = (command: Command) => operandsOf(command).map(({ text }) => text);

const LOCKS: readonly Lock[] = [
  {
    matches: (command) =>
      command.name === 'npm' &&
      /^(?:install|i)$/.test(words(command)[0] ?? '') &&
      words(command).length === 1 &&
      !hasFlag(command, 'g', 'global'),
    lock: 'package-lock.json',
    instead: 'ci',
    problem: (read) =>
      agrees(read('package.json'), read('package-lock.json'))
        ? undefined
        : 'package-lock.json does not agree with package.json: run `npm install` first.',
  },
  {
    matches: (command) =>
      command.name === 'yarn' &&
      /^(?:install)?$/.test(words(command).join(' ')) &&
      !hasFlag(command, 'frozen-lockfile', 'immutable', 'version', 'help'),
    lock: 'yarn.lock',
    flag: '--frozen-lockfile',
    problem: (read) =>
      /^# yarn lockfile v1/m.test(read('yarn.lock') ?? '') ? undefined : 'The lock is not one of yarn 1.',
  },
  {
    matches: (command) =>
      command.name === 'pnpm' &&
      /^(?:install|i)$/.test(words(command).join(' ')) &&
      !hasFlag(command, 'frozen-lockfile'),
    lock: 'pnpm-lock.yaml',
    flag: '--frozen-lockfile',
  },
  {
    matches: (command) =>
      command.name === 'uv' && words(command)[0] === 'sync' && !hasFlag(command, 'frozen', 'locked'),
    lock: 'uv.lock',
    flag: '--frozen',
  },
  {
    matches: (command) =>
      command.name === 'cargo' && words(command)[0] === 'build' && !hasFlag(command, 'locked', 'frozen'),
    lock: 'Cargo.lock',
    flag: '--locked',
  },
];

/** Whether a lock of npm was made from the manifest as it is. */
function agrees(manifest: string | undefined, lock: string | undefined): boolean {
  const packages = parseJson(lock)?.['packages'] as Record<string, Record<string, unknown>> | undefined;
  const [wanted, locked] = [parseJson(manifest), packages?.['']];
  const fields = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];
  const text = (value: unknown) =>
    JSON.stringify(Object.entries((value ?? {}) as object).sort(([a], [b]) => (a < b ? -1 : 1)));
  return (
    wanted !== undefined && locked !== undefined && fields.every((field) => text(wanted[field]) === text(locked[field]))
  );
}

/** Where a file in the working folder comes from: what a copy above put there, else the top of the context. */
function placeOf(name: string, instruction: Instruction, file: Dockerfile, files: ProjectFiles): string | undefined {
  const above =
    stagesOf(file)
      .of(instruction)
      ?.instructions.filter(({ start }) => start < instruction.start) ?? [];
  const copies = above.flatMap((other) => folderCopyOf(other, file, (folder) => hasFolder(files.paths, folder)) ?? []);
  const copy = copies.at(-1) ?? { instruction, source: '', target: workdirAt(instruction, file) };
  const place = sourceOf(name, instruction, copy, file);
  return place.startsWith('..') ? undefined : place;
}

/** Whether the lock is there: with the whole source, by its name or by a mount. */
function isCopied(lock: string, instruction: Instruction, file: Dockerfile): boolean {
  const above =
    stagesOf(file)
      .of(instruction)
      ?.instructions.filter(({ start }) => start < instruction.start) ?? [];
  const mounted = instruction.flags.some(({ value }) => value?.includes(lock));
  return (
    mounted ||
    above.some(({ keyword, operands }) => {
      if (!/^(?:COPY|ADD)$/.test(keyword)) return false;
      const [stem, end] = [lock.split(/[-.]/, 1)[0]!, /[^.]*$/.exec(lock)![0]];
      return (
        operands.text.includes(lock) ||
        /^(?:\.|\.\/)\s/.test(operands.text) ||
        new RegExp(`(?:^|[\\s/])${stem}\\S*\\*\\S*${end}?(?:\\s|$)`).test(operands.text)
      );
    })
  );
}
