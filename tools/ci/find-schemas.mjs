import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packages = fileURLToPath(new URL('../../packages/', import.meta.url));

/** Absolute paths of every executor's and generator's schema.json, sorted. */
export function findSchemas() {
  return readdirSync(packages)
    .flatMap((name) => readdirSync(join(packages, name), { recursive: true }).map((file) => join(packages, name, file)))
    .filter((path) => /[\\/]src[\\/](executors|generators)[\\/].*schema\.json$/.test(path))
    .sort();
}
