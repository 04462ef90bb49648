import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { HoneError } from '@hone/core/diagnostics';
import { status } from '@grpc/grpc-js';
import type { SessionService } from './session.js';
import type { SecretSource } from './types.js';

/** The values of secrets by id, and nothing that could be logged by accident: it renders as its ids. */
export class Secrets {
  readonly #values: ReadonlyMap<string, Buffer>;

  constructor(values: ReadonlyMap<string, Buffer>) {
    this.#values = values;
  }

  get ids(): string[] {
    return [...this.#values.keys()];
  }

  get(id: string): Buffer | undefined {
    return this.#values.get(id);
  }

  /** For masking only. */
  values(): Buffer[] {
    return [...this.#values.values()];
  }

  toJSON(): string[] {
    return this.ids;
  }
}

/** BuildKit keeps secrets in memory and takes no larger ones. */
const LARGEST = 500 * 1024;

/**
 * Reads the secrets of an image.
 *
 * @throws HoneError that names the variable or file, never the value
 */
export async function readSecrets(
  sources: readonly SecretSource[],
  workspaceRoot: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Secrets> {
  const values = new Map<string, Buffer>();
  for (const source of sources) values.set(source.id, await readSecret(source, workspaceRoot, env));
  return new Secrets(values);
}

async function readSecret(source: SecretSource, workspaceRoot: string, env: NodeJS.ProcessEnv): Promise<Buffer> {
  const code = 'docker/secret-missing';
  if ('env' in source) {
    const value = env[source.env];
    if (value !== undefined) return Buffer.from(value);
    throw new HoneError(`The secret "${source.id}" is not given: the variable ${source.env} is not set.`, {
      code,
      hint: `Set ${source.env} where Nx runs, or change the option \`secrets\`.`,
    });
  }
  const value = await readFile(path.resolve(workspaceRoot, source.file)).catch((error: NodeJS.ErrnoException) => {
    throw new HoneError(
      `The secret "${source.id}" is not given: the file ${source.file} cannot be read (${error.code}).`,
      {
        code,
        hint: 'Write the file, or change the option `secrets`.',
      },
    );
  });
  if (value.length <= LARGEST) return value;
  throw new HoneError(`The secret "${source.id}" is too large: ${source.file} has more than 500 KiB.`, { code });
}

/** Answers the engine when a step mounts a secret. */
export function secretService(secrets: Secrets): SessionService {
  return {
    name: 'moby.buildkit.secrets.v1.Secrets',
    methods: {
      GetSecret(
        { request }: { request: { ID: string } },
        done: (error: { code: number; details: string } | null, value?: { data: Buffer }) => void,
      ) {
        const data = secrets.get(request.ID);
        if (data) done(null, { data });
        else done({ code: status.NOT_FOUND, details: `secret ${request.ID} not found` });
      },
    },
  };
}
