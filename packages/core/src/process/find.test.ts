import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEnvironmentFinder, findVirtualEnvironment } from './environment.js';
import { findTool } from './find-tool.js';

let root: string;
beforeEach(() => {
  root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'hone find ')));
});
afterEach(() => {
  fs.rmSync(root, { recursive: true, force: true });
});

const at = (...parts: string[]): string => path.join(root, ...parts);
function file(name: string, mode = 0o755): string {
  fs.mkdirSync(path.dirname(at(name)), { recursive: true });
  fs.writeFileSync(at(name), '');
  fs.chmodSync(at(name), mode);
  return at(name);
}
const environment = (name: string): void => void file(`${name}/pyvenv.cfg`, 0o644);
const find = (name: string, env: NodeJS.ProcessEnv = {}, platform: NodeJS.Platform = 'linux') =>
  findTool(name, { workspaceRoot: at('ws'), projectRoot: 'libs/a', env, platform });

describe('findTool', () => {
  it('prefers the project, then the active environment, then the workspace, then PATH', () => {
    const places = ['ws/libs/a/.venv', 'ws/libs/a/venv', 'active', 'ws/.venv', 'ws/venv'];
    const env = { PATH: at('tools'), VIRTUAL_ENV: at('active') };
    const tools = places.map((place) => {
      environment(place);
      return file(`${place}/bin/ruff`);
    });
    tools.push(file('tools/ruff'));
    const found = tools.map((tool) => {
      const result = find('ruff', env);
      expect(result?.path).toBe(tool);
      fs.rmSync(tool);
      return result?.from;
    });
    expect(found).toEqual([
      'project-environment',
      'project-environment',
      'project-environment',
      'workspace-environment',
      'workspace-environment',
      'path',
    ]);
    expect(find('ruff', env)).toBeUndefined();
  });

  it('does not take a package named venv for an environment', () => {
    file('ws/libs/a/venv/bin/ruff');
    expect(find('ruff')).toBeUndefined();
  });

  it.skipIf(process.platform === 'win32')('takes only files that may be executed', () => {
    file('one/ruff', 0o644);
    fs.mkdirSync(at('two/ruff'), { recursive: true });
    const third = file('three/ruff');
    expect(find('ruff', { PATH: [at('one'), at('two'), at('three')].join(':') })?.path).toBe(third);
  });

  it('passes over relative entries of PATH', () => {
    file('ws/bin/ruff');
    expect(find('ruff', { PATH: `:${path.relative(process.cwd(), at('ws/bin'))}` })).toBeUndefined();
    expect(find('ruff', { PATH: at('ws/bin') })).toBeDefined();
  });

  it('finds Windows names by PATHEXT, in Scripts and in Path', () => {
    environment('ws/libs/a/.venv');
    const shim = file('ws/libs/a/.venv/Scripts/ruff.cmd');
    file('ws/libs/a/.venv/Scripts/ruff');
    expect(find('ruff', {}, 'win32')).toEqual({ path: shim, from: 'project-environment' });
    const exe = file('tools/uv.exe');
    expect(find('uv', { Path: `"${at('tools')}"`, PATHEXT: '.EXE' }, 'win32')).toEqual({ path: exe, from: 'path' });
    expect(find('uv', { Path: at('tools'), PATHEXT: '.CMD' }, 'win32')).toBeUndefined();
    expect(find('uv.exe', { Path: at('tools') }, 'win32')?.path).toBe(exe);
  });
});

describe('findVirtualEnvironment', () => {
  it('finds the project one before the workspace one, with its site-packages', () => {
    expect(findVirtualEnvironment(at('ws/libs/a'), at('ws'))).toBeUndefined();
    environment('ws/.venv');
    fs.mkdirSync(at('ws/.venv/lib/python3.12/site-packages'), { recursive: true });
    fs.symlinkSync('lib', at('ws/.venv/lib64'));
    expect(findVirtualEnvironment(at('ws/libs/a'), at('ws'))).toEqual({
      path: at('ws/.venv'),
      sitePackages: [at('ws/.venv/lib/python3.12/site-packages')],
      from: 'workspace-environment',
    });
    environment('ws/libs/a/venv');
    fs.mkdirSync(at('ws/libs/a/venv/Lib/site-packages'), { recursive: true });
    expect(findVirtualEnvironment(at('ws/libs/a'), at('ws'))).toEqual({
      path: at('ws/libs/a/venv'),
      sitePackages: [at('ws/libs/a/venv/Lib/site-packages')],
      from: 'project-environment',
    });
  });

  it('is the same from one finder for many projects', () => {
    for (const place of ['ws/.venv', 'ws/libs/own/.venv']) environment(place);
    const findFor = createEnvironmentFinder(at('ws'));
    const found = ['ws/libs/a', 'ws/libs/own', 'ws/libs/b', 'ws'].map((folder) => findFor(at(folder)));
    expect(found.map((one) => [one?.path, one?.from])).toEqual([
      [at('ws/.venv'), 'workspace-environment'],
      [at('ws/libs/own/.venv'), 'project-environment'],
      [at('ws/.venv'), 'workspace-environment'],
      [at('ws/.venv'), 'workspace-environment'],
    ]);
  });
});
