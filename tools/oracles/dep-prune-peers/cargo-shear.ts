import { readFileSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { PeerCase } from './case.js';

const KINDS = {
  unused_dependency: 'unused',
  unused_workspace_dependency: 'unused',
  unused_optional_dependency: 'doubtful',
  unused_feature_dependency: 'doubtful',
  misplaced_dependency: 'development',
  misplaced_optional_dependency: 'perhapsDevelopment',
} as const;

/** A finding in a snapshot: the code, the message with the name, the place. */
const FINDING = /shear\/(\w+)\s+[×⚠] [^`\n]*`([^`\n]+)`[^\n]*\n\s*╭─\[([^\]\n]*?)Cargo\.toml:/g;

/** A fixture each, with what the snapshot of its first run without `--fix` holds; none says: nothing is found. */
export function readCargoShear(root: string): PeerCase[] {
  const fixtures = join(root, 'tests', 'fixtures');
  const tests = readFileSync(join(root, 'tests', 'integration_tests.rs'), 'utf8').split(/^#\[test\]$/m);
  return readdirSync(fixtures)
    .sort()
    .map((id): PeerCase => {
      const own = tests.filter((text) => text.includes(`("${id}")`));
      const test = own.find((text) => !text.includes('with_fix')) ?? own[0] ?? '';
      const only = /with_packages\(vec!\["(\w+)"/.exec(test)?.[1];
      return {
        id,
        folder: join(fixtures, id),
        args: only === undefined ? [] : ['--package', only],
        ...(only !== undefined && { only: [only] }),
        expected: expectedIn(test),
      };
    });
}

function expectedIn(test: string): PeerCase['expected'] {
  const found = { unused: [], doubtful: [], development: [], perhapsDevelopment: [] } as Record<
    (typeof KINDS)[keyof typeof KINDS],
    string[]
  >;
  for (const [, code, name, folder] of test.matchAll(FINDING)) {
    const kind = KINDS[code as keyof typeof KINDS];
    if (kind !== undefined) found[kind].push(`${posix.join(folder ?? '', '.')} ${name}`);
  }
  // A test that only fixes says which entries are gone.
  for (const [, name] of test.matchAll(/!manifest\.dependencies\.contains_key\("([^"]+)"/g)) {
    found.unused.push(`. ${name}`);
  }
  return found;
}
