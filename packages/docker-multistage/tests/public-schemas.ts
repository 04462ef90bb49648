import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Public schemas that check-jsonschema brings along. */
export type PublicSchema = 'vendor.compose-spec' | 'vendor.github-workflows';

/** Whether check-jsonschema is there; says on a line that starts with SKIPPED when it is not. */
export function hasSchemas(suite: string): boolean {
  const found = spawnSync('check-jsonschema', ['--version']).status === 0;
  if (!found) console.warn(`SKIPPED ${suite}: check-jsonschema is missing: pip install -r tools/ci/requirements.txt`);
  return found;
}

/** What a public schema finds wrong in some texts; empty when all are valid. One call, since the tool starts slowly. */
export function schemaProblems(texts: readonly string[], schema: PublicSchema): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'hone-schema-'));
  try {
    const files = texts.map((text, index) => {
      const file = path.join(folder, `${index}.yml`);
      writeFileSync(file, text);
      return file;
    });
    const { status, stdout, stderr } = spawnSync('check-jsonschema', ['--builtin-schema', schema, ...files], {
      encoding: 'utf8',
    });
    return status === 0 ? '' : stdout + stderr;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
