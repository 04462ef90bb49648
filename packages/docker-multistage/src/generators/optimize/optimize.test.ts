import { addProjectConfiguration, logger, type Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { VerifyBuild, VerifyEngine } from '../../engine/optimize/verify/types.js';
import optimize from './optimize.js';

const BEFORE =
  'FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD python app.py\n';

let tree: Tree;
let said: string;
beforeEach(() => {
  said = '';
  for (const level of ['info', 'warn'] as const)
    vi.spyOn(logger, level).mockImplementation((text: string) => void (said += `${text}\n`));
  tree = createTreeWithEmptyWorkspace();
  addProjectConfiguration(tree, 'api', { root: 'services/api' });
  tree.write('services/api/Dockerfile', BEFORE);
  tree.write('services/api/requirements.txt', 'flask==3.1.0\n');
  tree.write('services/api/app.py', '');
});

const read = () => tree.read('services/api/Dockerfile', 'utf8');

describe('optimize', () => {
  it('rewrites the Dockerfile of a project by what is in its build context', async () => {
    await optimize(tree, { project: 'api' });
    expect(read()).toContain('--mount=type=bind,source=requirements.txt,target=requirements.txt');
    expect(read()).toContain('CMD ["python", "app.py"]');
    expect(said).toMatch(/^services\/api\/Dockerfile\n {2}lint-fixes +nothing to do\n/);
    expect(said).toMatch(/\n {2}exec-form +done\n/);
    const once = read();
    await optimize(tree, { project: 'api' });
    expect(read()).toBe(once);
  });

  it('leaves out passes, and what .dockerignore leaves out', async () => {
    tree.write('services/api/.dockerignore', 'requirements.txt\n');
    await optimize(tree, { project: 'api', skip: ['exec-form', 'base-images'] });
    expect(read()).toContain('FROM python:3.12-slim\n');
    expect(read()).toContain('CMD python app.py');
    expect(read()).not.toContain('type=bind');
  });

  it.each([
    [{ dockerfile: 'Dockerfile.prod' }, 'There is no services/api/Dockerfile.prod.'],
    [{ dockerfile: '../../../etc/passwd' }, 'is not in the workspace'],
    [{ context: '../elsewhere' }, 'is not in the workspace'],
    [{ skip: ['no-such'] }, 'There is no pass `no-such`'],
  ])('refuses %j', async (options, message) => {
    await expect(optimize(tree, { project: 'api', ...options })).rejects.toThrow(message);
  });

  it('refuses what the builder would refuse, with its line', async () => {
    tree.write('services/api/Dockerfile', 'FROM a\nFRMO b\n');
    await expect(optimize(tree, { project: 'api' })).rejects.toThrow('services/api/Dockerfile:2:');
  });
});

/** An engine whose containers all end the same way. */
function engine(works: boolean, builds: VerifyBuild[] = []): VerifyEngine {
  return {
    build: (request) => {
      builds.push(request);
      return Promise.resolve({ kind: 'built', id: 'a', size: 1, layers: 1, seconds: 1 });
    },
    healthCheckOf: () => Promise.resolve(undefined),
    run: (_, check) =>
      Promise.resolve(works && check?.[2] === 'a b' ? { works } : { works: false, message: 'It ended.' }),
    cleanUp: () => Promise.resolve(),
  };
}

describe('optimize --verify', () => {
  it('keeps a Dockerfile that works', async () => {
    const builds: VerifyBuild[] = [];
    await optimize(
      tree,
      { project: 'api', verify: true, command: 'python -c "a b"' },
      { engine: () => Promise.resolve(engine(true, builds)) },
    );
    expect(read()).not.toBe(BEFORE);
    expect(builds.map(({ dockerfile }) => dockerfile === BEFORE)).toEqual([false, false, false, true, true, true]);
  });

  it('leaves the file as it is when the new one does not', async () => {
    await optimize(tree, { project: 'api', verify: true }, { engine: () => Promise.resolve(engine(false)) });
    expect(read()).toBe(BEFORE);
    expect(said).toContain('after: It ended.\nservices/api/Dockerfile stays as it is.');
  });

  it('leaves the file as it is where no engine answers', async () => {
    const none = () => Promise.reject(new Error('No Docker engine answers.'));
    await expect(optimize(tree, { project: 'api', verify: true }, { engine: none })).rejects.toThrow(
      'No Docker engine answers.',
    );
    expect(read()).toBe(BEFORE);
  });
});
