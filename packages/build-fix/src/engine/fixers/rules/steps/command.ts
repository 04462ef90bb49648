import { posix } from 'node:path';
import type { FixCommand } from '../../../types.js';
import { foldersAbove, inFolder, manifestKind } from '../manifests/kinds.js';
import { fillTemplate } from '../template.js';
import { insideWorkspace, NotApplicable } from '../workbench.js';
import { ALLOWED_COMMANDS, type AllowedCommand, LOCK_COMMANDS } from './commands.data.js';
import type { Step } from './step.js';

/** The line of the allow-list that a command is of; undefined when it may not be run. */
export function allowedCommand(words: readonly string[]): AllowedCommand | undefined {
  return ALLOWED_COMMANDS.find(
    (allowed) =>
      allowed.words.every((word, index) => words[index] === word) &&
      words.slice(allowed.words.length).every((word) => allowed.options?.includes(word)),
  );
}

function toCommand(words: readonly string[], folder: string): FixCommand {
  const allowed = allowedCommand(words);
  if (!allowed) throw new NotApplicable(`${words.join(' ')} may not be run`);
  const [command = '', ...args] = words;
  return { command, args, cwd: folder, changes: allowed.changes.map((name) => inFolder(folder, name)) };
}

/** Runs a command of the allow-list in a folder, the workspace's where none is given. */
export const command: Step = (argument, { variables, bench }) => {
  const { run, in: folder } = Array.isArray(argument)
    ? { run: argument, in: undefined }
    : (argument as { run: unknown[]; in?: string });
  const words = run.map((word) => fillTemplate(String(word), variables));
  bench.run(toCommand(words, insideWorkspace(fillTemplate(folder ?? '.', variables))));
};

const LANGUAGES = { pyproject: 'python', requirements: 'python', cargo: 'cargo', npm: 'npm' } as const;

/** Brings the lock file of a manifest up to date, where there is one: the nearest at or above it. */
export const lock: Step = (argument, { variables, bench }) => {
  const manifest = insideWorkspace(fillTemplate(String(argument), variables));
  const kind = manifestKind(manifest);
  if (!kind || kind === 'requirements') return;
  for (const folder of foldersAbove(posix.dirname(manifest))) {
    for (const [name, { language, command: words }] of Object.entries(LOCK_COMMANDS)) {
      if (language !== LANGUAGES[kind] || !bench.exists(inFolder(folder, name))) continue;
      bench.run(toCommand(words, folder));
      return;
    }
  }
};

/** Brings a lock file up to date, by its own name. @throws NotApplicable for one that no command of the list writes */
export const relock: Step = (argument, { variables, bench }) => {
  const file = insideWorkspace(fillTemplate(String(argument), variables));
  const known = LOCK_COMMANDS[posix.basename(file)];
  if (!known) throw new NotApplicable(`nothing brings ${file} up to date`);
  bench.run(toCommand(known.command, posix.dirname(file)));
};
