import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { logger } from '@nx/devkit';
import { createScaffoldWorkspace, type ScaffoldWorkspace } from '../../../tests/scaffold-workspace.js';

let workspace: ScaffoldWorkspace;
beforeEach(() => {
  workspace = createScaffoldWorkspace(undefined, { 'apps/api': ['libs/a'], 'libs/a': [], 'apps/empty': [] });
  workspace.write('apps/api/requirements.txt', 'flask==3.1.2\ngunicorn==23.0.0\n');
  workspace.write('apps/api/app.py', 'from flask import Flask\n\napp = Flask(__name__)\n');
});
afterEach(() => {
  workspace.remove();
  vi.restoreAllMocks();
});

const FILE = 'apps/api/Dockerfile';

describe('the generator', () => {
  it('writes a Dockerfile and its ignore file, nothing else, and nothing the second time', async () => {
    expect(await workspace.generate({ project: 'api' })).toEqual([FILE, `${FILE}.dockerignore`]);
    expect(await workspace.generate({ project: 'api' })).toEqual([]);
  });

  it('keeps edits around its parts, follows changed options in them', async () => {
    await workspace.generate({ project: 'api' });
    workspace.write(FILE, `${workspace.read(FILE)}\nFROM production AS debug\nRUN true\n`);
    await workspace.generate({ project: 'api', port: 9000 });
    const text = workspace.read(FILE);
    expect(text).toContain('EXPOSE 9000');
    expect(text).toContain('FROM production AS debug\nRUN true\n');
  });

  it('keeps a part that was edited, and says so', async () => {
    const warn = vi.spyOn(logger, 'warn').mockImplementation(() => undefined);
    await workspace.generate({ project: 'api' });
    workspace.write(FILE, workspace.read(FILE).replace('EXPOSE 5000', 'EXPOSE 7000'));
    await workspace.generate({ project: 'api', user: '1000' });
    expect(workspace.read(FILE)).toContain('EXPOSE 7000');
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('stays as it was edited'));
    await workspace.generate({ project: 'api', user: '1000', force: true });
    expect(workspace.read(FILE)).not.toContain('EXPOSE 7000');
  });

  it('leaves a stage alone whose marks were removed', async () => {
    await workspace.generate({ project: 'api' });
    const mine = workspace.read(FILE).replace(/# hone:(?:begin|end) build.*\n/g, '');
    workspace.write(FILE, mine.replace('AS build\n', 'AS build\nRUN mine\n'));
    await workspace.generate({ project: 'api' });
    expect(workspace.read(FILE).match(/AS build$/gm)).toHaveLength(1);
    expect(workspace.read(FILE)).toContain('RUN mine');
  });

  it('overwrites no Dockerfile of others unless it is told to', async () => {
    workspace.write(FILE, 'FROM mine\n');
    await expect(workspace.generate({ project: 'api' })).rejects.toThrow('@hone/docker-multistage:optimize');
    expect(workspace.read(FILE)).toBe('FROM mine\n');
    await workspace.generate({ project: 'api', force: true });
    expect(workspace.read(FILE)).toContain('AS production');
  });

  it('writes another file where it is named, with platforms for its target and a frontend', async () => {
    const options = {
      project: 'api',
      dockerfile: 'Dockerfile.prod',
      platforms: ['linux/arm64'],
      syntax: 'docker/dockerfile:1',
    };
    expect(await workspace.generate(options)).toEqual([
      'apps/api/Dockerfile.prod',
      'apps/api/Dockerfile.prod.dockerignore',
      'apps/api/project.json',
    ]);
    expect(workspace.read('apps/api/Dockerfile.prod')).toMatch(/^# syntax=docker\/dockerfile:1\n# hone:begin images\n/);
    expect(JSON.parse(workspace.read('apps/api/project.json'))).toEqual({
      name: 'api',
      targets: { 'docker-build-prod': { options: { platforms: ['linux/arm64'] } } },
    });
    expect(await workspace.generate(options)).toEqual([]);
  });
});

describe('digests', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  const pinned = { project: 'api', pinDigests: true };

  it('are asked for once', async () => {
    const findDigest = vi.fn(() => Promise.resolve(digest));
    await workspace.generate(pinned, { findDigest });
    expect(workspace.read(FILE)).toContain(`ARG PYTHON_IMAGE=python:3.13-slim-bookworm@${digest}\n`);
    expect(await workspace.generate(pinned, { findDigest })).toEqual([]);
    expect(findDigest).toHaveBeenCalledExactlyOnceWith('python:3.13-slim-bookworm');
  });

  it('write nothing when they can not be had', async () => {
    const findDigest = () => Promise.reject(new Error('no such host'));
    await expect(workspace.generate(pinned, { findDigest })).rejects.toThrow(
      'The digest of python:3.13-slim-bookworm can not be had: no such host',
    );
    expect(() => workspace.read(FILE)).toThrow('ENOENT');
  });
});

it('takes a pyproject.toml that holds settings of tools for no Python project', async () => {
  workspace.write('apps/empty/pyproject.toml', '[tool.ruff]\nline-length = 100\n');
  await expect(workspace.generate({ project: 'empty' })).rejects.toThrow('no manifest that tells its language');
});

describe('what can not be done', () => {
  it.each([
    [{ project: 'nobody' }, 'There is no project "nobody"'],
    [{ project: 'empty' }, 'no manifest that tells its language'],
    [{ project: 'api', stages: ['worker' as const] }, 'The stage `worker` does not fit api'],
    [{ project: 'api', runtime: 'scratch' as const }, 'Python can not run on `scratch`'],
    [{ project: 'api', dockerfile: '../Dockerfile' }, 'no name of a Dockerfile'],
  ])('is said: %o', async (options, message) => {
    await expect(workspace.generate(options)).rejects.toThrow(message);
  });

  it.each([
    ['pyproject.toml', '[project]\nname = "api"\nversion = "1"\n\n[tool.uv]\n', 'has no uv.lock'],
    ['pyproject.toml', '[tool.poetry]\nname = "api"\nversion = "1"\n', 'has no poetry.lock'],
  ])('%s without a lock', async (file, text, message) => {
    workspace.write(`apps/api/${file}`, text);
    await expect(workspace.generate({ project: 'api' })).rejects.toThrow(message);
  });

  it('a project of which nothing tells how it starts', async () => {
    workspace.write('apps/empty/requirements.txt', 'httpx==0.28.1\n');
    await expect(workspace.generate({ project: 'empty' })).rejects.toThrow(
      'Nothing in apps/empty tells how empty starts',
    );
    await workspace.generate({ project: 'empty', command: 'python -c "print(1)"' });
    expect(workspace.read('apps/empty/Dockerfile')).toContain('CMD ["python", "-c", "print(1)"]');
  });
});
