import path from 'node:path';
import { HoneError } from '@hone/core/diagnostics';
import type { BuildOptions } from '../../executors/build/schema.js';
import type { SecretSource, SshSource } from './types.js';

const invalid = (message: string, hint: string): HoneError =>
  new HoneError(message, { code: 'docker/option-invalid', hint });

/** `$NAME` stands for a variable of the environment, `$$` for a dollar sign at the start. */
export function buildArgsOf(args: Readonly<Record<string, string>>, env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(args)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => [name, buildArg(name, value, env)]),
  );
}

function buildArg(name: string, value: string, env: NodeJS.ProcessEnv): string {
  if (value.startsWith('$$')) return value.slice(1);
  const variable = /^\$([A-Za-z_]\w*)$/.exec(value)?.[1];
  if (variable === undefined) return value;
  const found = env[variable];
  if (found !== undefined) return found;
  throw invalid(
    `The build argument ${name} has no value: the variable ${variable} is not set.`,
    `Set ${variable} where Nx runs, or give a value in the option \`buildArgs\`.`,
  );
}

/** Each secret comes from one place. */
export function secretsOf(secrets: NonNullable<BuildOptions['secrets']>): SecretSource[] {
  const seen = new Set<string>();
  return secrets.map(({ id, env, file }) => {
    if (seen.has(id))
      throw invalid(`The secret "${id}" is given twice.`, 'Each id of the option `secrets` stands once.');
    seen.add(id);
    if (env !== undefined && file === undefined) return { id, env };
    if (file !== undefined && env === undefined) return { id, file };
    throw invalid(`The secret "${id}" comes from nowhere, or from two places.`, 'Give it either `env` or `file`.');
  });
}

/** In docker's notation: `default`, `id=path`, `id=key1,key2`. */
export function sshOf(values: readonly string[], workspaceRoot: string, env: NodeJS.ProcessEnv): SshSource[] {
  return values.map((value) => {
    const at = value.indexOf('=');
    const id = at === -1 ? value : value.slice(0, at);
    const given =
      at === -1
        ? []
        : value
            .slice(at + 1)
            .split(',')
            .filter((name) => name !== '');
    if (given.length > 0) return { id, paths: given.map((name) => path.resolve(workspaceRoot, name)) };
    const agent = env['SSH_AUTH_SOCK'];
    if (agent) return { id, paths: [agent] };
    throw invalid(
      `There is no SSH agent for "${id}": SSH_AUTH_SOCK is not set.`,
      'Start one (`ssh-agent`), or name a socket in the option `ssh`: `default=/path/to/socket`.',
    );
  });
}

const UNITS: Readonly<Record<string, number>> = { '': 1, b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

/** `64m` → bytes; units are powers of 1024, as docker has them for memory. */
export function parseSize(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)\s*([bkmg]?)b?$/i.exec(text.trim()) ?? [];
  if (number !== undefined) return Math.round(Number(number) * UNITS[unit!.toLowerCase()]!);
  throw invalid(`"${text}" of the option \`shmSize\` is no size.`, 'Write 64m, 1g or a number of bytes.');
}
