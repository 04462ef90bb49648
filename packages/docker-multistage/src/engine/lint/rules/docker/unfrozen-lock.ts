import type { Dockerfile, Instruction } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';
import { runsOf } from '../../scripts.js';
import { scopesOf } from '../../scopes.js';
import type { Command } from '../../../shell/index.js';
import { operandsOf } from '../../../shell/index.js';
import { insert, replace } from '../support.js';
import type { Run } from '../../scripts.js';

/** A command that follows a lock file only when it is told to. */
interface Unfrozen {
  program: string;
  subcommands: readonly string[];
  /** It counts only without further names. */
  bare?: true;
  /** Flags with which it is frozen; the first is the one to add. */
  flags: readonly string[];
  /** Variables with which it is frozen. */
  variables?: readonly string[];
  /** To be written instead of the subcommand. */
  instead?: string;
}

const COMMANDS: readonly Unfrozen[] = [
  {
    program: 'uv',
    subcommands: ['sync', 'run'],
    flags: ['--frozen', '--locked', '--no-sync'],
    variables: ['UV_FROZEN', 'UV_LOCKED'],
  },
  { program: 'npm', subcommands: ['install', 'i'], bare: true, flags: [], instead: 'ci' },
  {
    program: 'yarn',
    subcommands: ['install', ''],
    bare: true,
    flags: ['--frozen-lockfile', '--immutable'],
    variables: ['YARN_ENABLE_IMMUTABLE_INSTALLS'],
  },
  { program: 'pnpm', subcommands: ['install', 'i'], bare: true, flags: ['--frozen-lockfile'], variables: ['CI'] },
  { program: 'pipenv', subcommands: ['install'], bare: true, flags: ['--deploy', '--ignore-pipfile'] },
  { program: 'cargo', subcommands: ['build', 'install', 'fetch', 'test', 'run'], flags: ['--locked', '--frozen'] },
  {
    program: 'bundle',
    subcommands: ['install'],
    flags: ['--frozen', '--deployment'],
    variables: ['BUNDLE_FROZEN', 'BUNDLE_DEPLOYMENT'],
  },
];

export const unfrozenLock: Rule = {
  id: 'docker/unfrozen-lock',
  source: 'docker',
  summary: 'An install may change the lock file instead of following it.',
  reason: 'What is in the image then depends on the day, and differs from what was tested.',
  severity: 'warning',
  programs: /^(?:uv|npm|yarn|pnpm|pipenv|cargo|bundle)$/m,
  fix: 'Unsafe, since the build fails where the lock file is missing or out of date: adds the flag, or writes `npm ci`.',
  bad: 'FROM node:22-slim\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm install\n',
  good: 'FROM node:22-slim\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci\n',
  *check(file): Generator<Finding> {
    for (const run of runsOf(file)) {
      for (const command of run.commands) {
        const known = COMMANDS.find((candidate) => isUnfrozen(command, candidate, run.instruction, file, run));
        if (!known) continue;
        const right =
          known.instead === undefined
            ? `${known.program} ${subcommandOf(command)} ${known.flags[0]}`.replace('  ', ' ')
            : `${known.program} ${known.instead}`;
        yield {
          of: run.instruction,
          at: run.spanOf(command),
          message: `\`${known.program} ${subcommandOf(command)}`.trimEnd() + '` may change the lock file.',
          hint: `Write \`${right}\`.`,
          ...fixFor(command, known, run),
        };
      }
    }
  },
};

function subcommandOf(command: Command): string {
  return operandsOf(command)[0]?.text ?? '';
}

function isUnfrozen(command: Command, known: Unfrozen, of: Instruction, file: Dockerfile, run: Run): boolean {
  if (command.name !== known.program || !known.subcommands.includes(subcommandOf(command))) return false;
  if (known.bare && operandsOf(command).length > 1) return false;
  if (command.args.some(({ text }) => /^(?:-g|--global|--version|--help|-h)$/.test(text))) return false;
  if (command.args.some(({ text }) => known.flags.includes(text.split('=', 1)[0]!))) return false;
  const values = scopesOf(file).get(of)?.values;
  return !known.variables?.some(
    (name) =>
      values?.has(name) ||
      command.assignments.some((set) => set.name === name) ||
      run.script.text.includes(`export ${name}=`),
  );
}

function fixFor(command: Command, { flags, instead }: Unfrozen, { instruction, spanOf }: Run): Pick<Finding, 'fix'> {
  const word = operandsOf(command)[0] ?? command.word;
  if (instruction.exec) return {};
  const edit = instead === undefined ? insert(spanOf(word).end, ` ${flags[0]}`) : replace(spanOf(word), instead);
  const description = instead === undefined ? `Add \`${flags[0]}\`` : `Write \`${command.name} ${instead}\``;
  return { fix: { description, applicability: 'unsafe', edits: [edit] } };
}
