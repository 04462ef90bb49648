import type { Command, ShellWord } from './types.js';

/** Whether a command has one of these names and one of these words among its arguments. */
export function runs(command: Command, names: string | readonly string[], args: readonly string[]): boolean {
  const named = typeof names === 'string' ? command.name === names : names.includes(command.name);
  if (!named) return false;
  return command.args.some(({ text }) => args.includes(text));
}

/** The flags of a word: `-yq` has `y` and `q`, `--target=/x` has `target`. */
export function flagsOf({ text }: ShellWord): string[] {
  if (text === '-' || text === '--' || !text.startsWith('-')) return [];
  if (text.startsWith('--')) return [text.slice(2).split('=', 1)[0]!];
  return [...text.slice(1)];
}

export function countFlag(command: Command, name: string): number {
  return command.args.reduce((count, word) => count + flagsOf(word).filter((flag) => flag === name).length, 0);
}

export function hasFlag(command: Command, ...names: readonly string[]): boolean {
  return command.args.some((word) => word.text.startsWith('-') && flagsOf(word).some((flag) => names.includes(flag)));
}

/** The arguments that follow one of these flags: `-u 12345` has `12345`. */
export function flagValues(command: Command, ...names: readonly string[]): ShellWord[] {
  return command.args.flatMap((word, at) => {
    const next = command.args[at + 1];
    return next && flagsOf(word).some((flag) => names.includes(flag)) ? [next] : [];
  });
}

/**
 * The arguments that are no flags.
 *
 * @param withValue flags whose value is the next word, unless they hold it themselves; it is left out too
 */
export function operandsOf(command: Command, withValue: readonly string[] = []): ShellWord[] {
  if (withValue.length === 0)
    return command.args.filter(({ text }) => !text.startsWith('-') || text === '-' || text === '--');
  const values = new Set<ShellWord>();
  for (const [at, word] of command.args.entries()) {
    const next = command.args[at + 1];
    if (next && !word.text.includes('=') && flagsOf(word).some((flag) => withValue.includes(flag))) values.add(next);
  }
  return command.args.filter((word) => flagsOf(word).length === 0 && !values.has(word));
}

/** Whether the arguments hold these words, one after the other. */
export function hasSequence({ args }: Command, ...words: readonly string[]): boolean {
  return args.some((_, at) => words.every((word, offset) => args[at + offset]?.text === word));
}

/** `pip install`, `pip3 install`, `python -m pip install`; also `pipx install`, not `pipenv`. */
export function isPipInstall(command: Command): boolean {
  const { name } = command;
  if (name.startsWith('python')) return hasSequence(command, '-m', 'pip', 'install');
  return name.startsWith('pip') && !name.startsWith('pipenv') && command.args.some(({ text }) => text === 'install');
}
