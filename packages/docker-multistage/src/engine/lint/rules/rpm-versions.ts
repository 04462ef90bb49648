import type { Dockerfile, Instruction } from '../../dockerfile/index.js';
import { lineOf, pairsOf, stagesOf } from '../../dockerfile/index.js';
import type { Command, ShellWord } from '../../shell/index.js';
import { operandsOf, runs } from '../../shell/index.js';

/** The packages and modules that a command of yum or dnf installs without a version. */
export function unpinnedRpms(
  command: Command,
  programs: readonly string[],
  of: Instruction,
  file: Dockerfile,
): ShellWord[] {
  if (!runs(command, programs, ['install'])) return [];
  const names = operandsOf(command).filter(({ text }) => text !== 'install' && text !== 'module');
  if (runs(command, programs, ['module'])) return names.filter(({ text }) => !text.includes(':'));
  if (runs(command, ['dnf', 'microdnf'], ['group'])) return [];
  return names.filter(({ text }) => !isPinned(text, of, file));
}

/** `name-1.2.3`, with a digit at the beginning of one of the parts behind the name; a file; or a variable that is set. */
function isPinned(text: string, of: Instruction, file: Dockerfile): boolean {
  const [, ...parts] = text.split('-');
  if (parts.length === 0) return false;
  if (text.endsWith('.rpm')) return true;
  if (text.includes('$')) return namesSetFor(of, file).some((name) => text.includes(`\${${name}}`));
  return parts.every((part) => /^[\w.~^:+]*$/.test(part)) && parts.some((part) => /^\d/.test(part));
}

/** What ENV sets in the stage of an instruction or below it, and every ARG. */
function namesSetFor(of: Instruction, file: Dockerfile): string[] {
  const { globals, ...stages } = stagesOf(file);
  const stage = stages.of(of);
  const around = stage ? lineOf(stage).flatMap(({ instructions }) => instructions) : globals;
  const settings = [
    ...around.filter(({ keyword }) => keyword === 'ENV'),
    ...file.instructions.filter(({ keyword }) => keyword === 'ARG'),
  ];
  return settings
    .filter(({ start }) => start < of.start)
    .flatMap((setting) => pairsOf(setting, file).map(({ key }) => key));
}
