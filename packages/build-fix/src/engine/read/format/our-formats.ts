import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { JsonSchema } from '../yaml/schema.js';

/** Where Hone's formats are. */
export const formatsFolder = fileURLToPath(new URL('../../formats', import.meta.url));

/** The file that they are compiled to: YAML takes half a second to read. */
export const compiledFile = 'formats.json';

let schema: JsonSchema | undefined;

/** The schema of a format. */
export function readSchema(): JsonSchema {
  schema ??= JSON.parse(readFileSync(join(formatsFolder, 'format.schema.json'), 'utf8')) as JsonSchema;
  return schema;
}
