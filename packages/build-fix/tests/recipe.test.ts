import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';

const page = readFileSync(new URL('../../../docs/recipes/build-fix-ci.md', import.meta.url), 'utf8');
const [workflow = ''] = [...page.matchAll(/^```yaml\n(name:[^]*?)^```$/gm)].map(([, text]) => text);

interface Workflow {
  permissions: object;
  jobs: Record<string, { permissions: object; steps: { uses?: string; run?: string; env?: Record<string, string> }[] }>;
}

it('has a workflow in which code of the pull request meets no token that can write', () => {
  const { permissions, jobs } = parse(workflow) as Workflow;
  expect(permissions).toEqual({});
  expect(jobs['check']?.permissions).toEqual({ contents: 'read', actions: 'read' });
  expect(jobs['comment']?.steps.map(({ uses }) => uses)).toEqual(['actions/download-artifact@v4', undefined]);
  for (const { run = '' } of Object.values(jobs).flatMap(({ steps }) => steps)) expect(run).not.toContain('${{');
});

const hasSchemas = spawnSync('check-jsonschema', ['--version']).status === 0;
if (!hasSchemas) {
  console.warn('SKIPPED recipe for CI: check-jsonschema is missing: pip install -r tools/ci/requirements.txt');
}

it.skipIf(!hasSchemas)("has a workflow that is valid by GitHub's schema", () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'build-fix-recipe-'));
  try {
    const validate = (text: string): string => {
      const file = path.join(folder, 'workflow.yml');
      writeFileSync(file, text);
      const args = ['--builtin-schema', 'vendor.github-workflows', file];
      const { status, stdout, stderr } = spawnSync('check-jsonschema', args, { encoding: 'utf8' });
      return status === 0 ? '' : stdout + stderr;
    };
    expect(validate(workflow)).toBe('');
    expect(validate(workflow.replace('runs-on', 'runs-at'))).not.toBe('');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
