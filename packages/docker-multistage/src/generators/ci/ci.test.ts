import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import type { Tree } from '@nx/devkit';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { hasSchemas, schemaProblems } from '../../../tests/public-schemas.js';
import ciGenerator from './ci.js';
import type { CiOptions } from './schema.js';

const FILE = '.github/workflows/hone.yml';

const written = (tree: Tree, file = FILE): string => tree.read(file, 'utf8') ?? '';

interface Workflow {
  on: unknown;
  permissions: unknown;
  jobs: Record<string, { permissions: unknown; steps: { uses?: string; run?: string }[] }>;
}

const workflowOf = (tree: Tree): Workflow => parse(written(tree)) as Workflow;

describe('a new workflow', () => {
  it('checks what is affected with the tools that are installed', async () => {
    const tree = createTreeWithEmptyWorkspace();
    tree.write(
      'package.json',
      JSON.stringify({ devDependencies: { '@hone/rust-check': '1', '@hone/docker-multistage': '1' } }),
    );
    await ciGenerator(tree, {});
    const { check } = workflowOf(tree).jobs;
    expect(check?.steps.at(-1)?.run).toBe('npx nx affected --targets=rust-check,docker-lint');
  });

  it('gives each job no more than it needs', async () => {
    const tree = createTreeWithEmptyWorkspace();
    await ciGenerator(tree, {});
    const { permissions, jobs } = workflowOf(tree);
    expect(permissions).toEqual({ contents: 'read' });
    expect(Object.values(jobs).map((job) => job.permissions)).toEqual([
      { contents: 'read', actions: 'read' },
      { contents: 'read', actions: 'read' },
      { contents: 'read', packages: 'write' },
    ]);
  });

  it('puts nothing of GitHub into the text of a script', async () => {
    const tree = createTreeWithEmptyWorkspace();
    await ciGenerator(tree, { branch: 'release/1.x', registry: 'registry.example.com:5000' });
    for (const { steps } of Object.values(workflowOf(tree).jobs)) {
      for (const { run } of steps) expect(run ?? '').not.toContain('${{');
    }
  });

  it('leaves images out when it is asked to', async () => {
    const tree = createTreeWithEmptyWorkspace();
    await ciGenerator(tree, { images: false, targets: ['docker-lint', 'test'] });
    expect(Object.keys(workflowOf(tree).jobs)).toEqual(['check']);
  });

  it('pins actions by commit, with the version behind it', async () => {
    const tree = createTreeWithEmptyWorkspace();
    const commit = '0123456789abcdef0123456789abcdef01234567';
    await ciGenerator(tree, { pin: 'sha' }, { findCommit: () => Promise.resolve(commit) });
    expect(written(tree)).toContain(`uses: actions/checkout@${commit} # v5`);
    expect(written(tree)).not.toMatch(/uses: \S+@v\d/);
  });

  it.each([
    ['pnpm-lock.yaml', "lockfileVersion: '9.0'\n", 'pnpm install --frozen-lockfile'],
    ['yarn.lock', '__metadata:\n  version: 8\n', 'yarn install --immutable'],
    ['yarn.lock', '# yarn lockfile v1\n', 'yarn install --frozen-lockfile'],
  ])('installs with the manager of %s', async (lock, text, command) => {
    const tree = createTreeWithEmptyWorkspace();
    tree.write(lock, text);
    await ciGenerator(tree, {});
    expect(workflowOf(tree).jobs['check']?.steps.map(({ run }) => run)).toContain(command);
  });
});

describe('a workflow that is there', () => {
  it('is the same after a second run', async () => {
    const tree = createTreeWithEmptyWorkspace();
    await ciGenerator(tree, {});
    const once = written(tree);
    await ciGenerator(tree, {});
    expect(written(tree)).toBe(once);
  });

  it('stays when it was edited, until it is forced', async () => {
    const tree = createTreeWithEmptyWorkspace();
    await ciGenerator(tree, {});
    const edited = written(tree).replace('ubuntu-latest', 'self-hosted');
    tree.write(FILE, edited);
    await ciGenerator(tree, { images: false });
    expect(written(tree)).toBe(edited);
    await ciGenerator(tree, { images: false, force: true });
    expect(written(tree)).not.toContain('self-hosted');
  });

  it('is refused when another wrote it', async () => {
    const tree = createTreeWithEmptyWorkspace();
    tree.write(FILE, 'on: push\n');
    await expect(ciGenerator(tree, {})).rejects.toThrow('this generator did not write it');
    expect(written(tree)).toBe('on: push\n');
  });
});

it.skipIf(!hasSchemas('GitHub workflows'))("is valid by GitHub's schema", async () => {
  const variants: CiOptions[] = [{}, { images: false }, { platforms: ['linux/amd64'] }];
  const texts = await Promise.all(
    variants.map(async (options) => {
      const tree = createTreeWithEmptyWorkspace();
      await ciGenerator(tree, options);
      return written(tree);
    }),
  );
  expect(schemaProblems(texts, 'vendor.github-workflows')).toBe('');
  expect(schemaProblems(['on: push\njobs: { a: { steps: [] } }\n'], 'vendor.github-workflows')).not.toBe('');
});
