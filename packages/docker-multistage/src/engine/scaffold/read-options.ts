import { HoneError } from '@hone/core/diagnostics';
import type { DockerfileOptions } from '../../generators/dockerfile/schema.js';
import { parseShell } from '../shell/index.js';
import { readAssets } from './assets.js';
import type { ScaffoldOptions } from './types.js';

/** Checks what the user gave, so that all of it can stand in a Dockerfile. @throws HoneError */
export function readOptions(options: DockerfileOptions): ScaffoldOptions {
  const { stages, runtime, port, command, healthcheck, user, platforms = [], assets = [] } = options;
  if (user !== undefined && (!/^\d+(?::\d+)?$/.test(user) || /^0+(?::|$)/.test(user))) {
    throw new HoneError(`The user ${JSON.stringify(user)} is no numeric id other than root's.`, {
      hint: 'Give `--user=10001:10001` or the like: with numbers, Kubernetes can see that it is not root.',
    });
  }
  if (healthcheck !== undefined && healthcheck !== 'none' && !/^\/[\w./?=&%~@:+-]*$/.test(healthcheck)) {
    throw new HoneError(`The health check ${JSON.stringify(healthcheck)} is no path.`, {
      hint: 'Give a path that begins with `/`, or `none`.',
    });
  }
  return {
    platforms,
    assets: readAssets(assets),
    ...(user !== undefined && { user }),
    ...(stages && { stages }),
    ...(runtime && { runtime }),
    ...(port !== undefined && { port }),
    ...(command !== undefined && { command: readCommand(command) }),
    ...(healthcheck !== undefined && { healthcheck }),
  };
}

/** The words of a command that runs without a shell. @throws HoneError when it needs one */
function readCommand(command: string | readonly string[]): readonly string[] {
  if (typeof command !== 'string') return checkWords(command);
  const { commands } = parseShell(command);
  const [first] = commands;
  const needsShell =
    commands.length > 1 || /[\n;|&<>`]|\$/.test(unquoted(command)) || (first?.assignments.length ?? 0) > 0;
  if (needsShell) {
    throw new HoneError(`The command \`${command}\` needs a shell, and the container has none.`, {
      hint: 'Give the words of one program, or put the rest in a script of the project and start that.',
    });
  }
  return checkWords(first ? [first.word, ...first.args].map(({ text }) => text) : []);
}

const unquoted = (command: string): string => command.replace(/'[^']*'|\\./g, '');

function checkWords(words: readonly string[]): readonly string[] {
  if (words.length > 0 && words[0] !== '') return words;
  throw new HoneError('The command is empty.', { hint: 'Give the program and its arguments.' });
}

/** A frontend's image name, as `# syntax=` takes it. @throws HoneError */
export function checkSyntax(syntax: string): string {
  if (/^[\w./:@-]+$/.test(syntax)) return syntax;
  throw new HoneError(`The syntax ${JSON.stringify(syntax)} is no image name.`, {
    hint: 'Give `docker/dockerfile:1` or the like.',
  });
}

/** A Dockerfile's name within its project. @throws HoneError */
export function checkFileName(name: string): string {
  if (/^[\w.-]+$/.test(name) && /dockerfile|containerfile/i.test(name) && !name.endsWith('.dockerignore')) return name;
  throw new HoneError(`${JSON.stringify(name)} is no name of a Dockerfile.`, {
    hint: 'Give `Dockerfile`, `Dockerfile.prod` or the like, without folders.',
  });
}
