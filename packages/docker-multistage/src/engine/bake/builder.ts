import { createHash } from 'node:crypto';
import { HoneError } from '@hone/core/diagnostics';
import type { BuilderSource } from '../build/types.js';
import { type Buildx, askBuildx } from './buildx.js';
import { csvField } from './csv.js';

/** One that can be made. */
type BuilderSpec = Exclude<BuilderSource, string>;

/**
 * Makes sure that a builder is there.
 *
 * @returns its name
 * @throws HoneError when a builder is named that is not there, or one could not be made
 */
export async function ensureBuilder(buildx: Buildx, source: BuilderSource, signal: AbortSignal): Promise<string> {
  const name = builderName(source);
  const spec = typeof source === 'string' || source.driver === undefined ? undefined : source;
  if (await exists(buildx, name, signal)) return name;
  if (!spec) {
    throw new HoneError(`There is no buildx builder "${name}".`, {
      code: 'docker/no-builder',
      hint: 'Make it with `docker buildx create --name …`, or give the option `builder` a `driver`, and it is made.',
    });
  }
  try {
    await askBuildx(buildx, createArgs(name, spec), `The builder "${name}" could not be made`, signal);
  } catch (error) {
    // Another process may have made it at the same time.
    if (!(await exists(buildx, name, signal))) throw error;
  }
  return name;
}

/** The name of a builder; without one, the same for the same settings. */
export function builderName(source: BuilderSource): string {
  const name = typeof source === 'string' ? source : source.name;
  if (name === undefined) {
    return `hone-${createHash('sha256').update(JSON.stringify(source)).digest('hex').slice(0, 12)}`;
  }
  if (/^[a-zA-Z0-9][\w.-]*$/.test(name)) return name;
  throw new HoneError(`"${name}" is no name of a buildx builder.`, {
    code: 'docker/option-invalid',
    hint: 'It has letters, digits, `_`, `.` and `-`.',
  });
}

/** The arguments that make a builder. */
export function createArgs(
  name: string,
  { driver, endpoint, driverOptions, platforms, config }: BuilderSpec,
): string[] {
  if (endpoint?.startsWith('-')) {
    throw new HoneError(`"${endpoint}" is no endpoint of a builder.`, {
      code: 'docker/option-invalid',
      hint: 'Write tcp://host:port, unix:///path, or the name of a docker context.',
    });
  }
  return [
    'create',
    ...['--name', name],
    ...(driver === undefined ? [] : ['--driver', driver]),
    ...Object.entries(driverOptions ?? {}).flatMap(([key, value]) => ['--driver-opt', csvField(`${key}=${value}`)]),
    ...(platforms?.length ? ['--platform', platforms.join(',')] : []),
    ...(config === undefined ? [] : ['--config', config]),
    ...(endpoint === undefined ? [] : [endpoint]),
  ];
}

async function exists(buildx: Buildx, name: string, signal: AbortSignal): Promise<boolean> {
  try {
    await askBuildx(buildx, ['inspect', name], '', signal);
    return true;
  } catch {
    return false;
  }
}
