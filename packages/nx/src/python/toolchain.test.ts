import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { resolveOptions } from '../graph/options.js';
import { Environments, closureOf } from './environment.js';
import { lock, dependency, project } from './fixtures/facts.js';
import { type CachedVersions, ToolVersions, toolchainOf } from './toolchain.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'hone-tools-'));
  vi.stubEnv('PATH', path.join(root, 'path'));
  vi.stubEnv('VIRTUAL_ENV', '');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

/** A virtual environment with the distributions given (`name-version`), and an empty program for each. */
function makeEnvironment(folder: string, ...distributions: string[]): void {
  const environment = path.join(root, folder, '.venv');
  for (const one of distributions) {
    mkdirSync(path.join(environment, 'lib/python3.12/site-packages', `${one}.dist-info`), { recursive: true });
    writeProgram(path.join(environment, 'bin', one.split('-')[0]!), '');
  }
  writeFileSync(path.join(environment, 'pyvenv.cfg'), '');
}

function writeProgram(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  chmodSync(file, 0o755);
}

function toolchain(folder: string, options = {}, cache: CachedVersions = {}): string {
  const environments = new Environments(root);
  const environment = environments.find(folder, folder !== '.');
  const versions = new ToolVersions(root, environments, cache);
  const { python } = resolveOptions({ python: options });
  return toolchainOf(
    { root: folder, own: folder !== '.', environment },
    { '@hone/python-validate': '1.0.0' },
    versions,
    python,
  );
}

describe.skipIf(process.platform === 'win32')('the toolchain', () => {
  it('names the embedded ruff where there is no other, or it is asked for', () => {
    expect(toolchain('.')).toBe('@hone/python-validate@1.0.0 ruff embedded');
    makeEnvironment('.', 'ruff-0.14.1');
    expect(toolchain('.', { engine: 'embedded' })).toBe('@hone/python-validate@1.0.0 ruff embedded');
  });

  it('reads the version of a ruff in an environment without running it, the nearest first', () => {
    makeEnvironment('.', 'ruff-0.14.1');
    makeEnvironment('libs/a', 'ruff-0.13.0');
    expect(toolchain('.')).toBe('@hone/python-validate@1.0.0 ruff@0.14.1 native');
    expect(toolchain('libs/a')).toBe('@hone/python-validate@1.0.0 ruff@0.13.0 native');
  });

  it('asks a ruff on PATH once', () => {
    const cache: CachedVersions = {};
    writeProgram(path.join(root, 'path/ruff'), `#!/bin/sh\necho >> ${root}/asked\necho "ruff 0.12.3 (abc)"\n`);
    expect(toolchain('.', {}, cache)).toBe('@hone/python-validate@1.0.0 ruff@0.12.3 native');
    expect(Object.values(cache)).toEqual([[expect.any(String), '0.12.3']]);
    rmSync(path.join(root, 'asked'));
    expect(toolchain('.', {}, cache)).toBe('@hone/python-validate@1.0.0 ruff@0.12.3 native');
    expect(() => rmSync(path.join(root, 'asked'))).toThrow('ENOENT');
  });

  it('takes a ruff that does not answer as none', () => {
    writeProgram(path.join(root, 'path/ruff'), '#!/bin/sh\nexit 3\n');
    expect(toolchain('.')).toBe('@hone/python-validate@1.0.0 ruff embedded');
  });

  it('names type checkers only where types are checked', () => {
    makeEnvironment('.', 'mypy-1.18.0', 'ty-0.1.0');
    expect(toolchain('.')).toBe('@hone/python-validate@1.0.0 ruff embedded');
    expect(toolchain('.', { types: true })).toBe('@hone/python-validate@1.0.0 ruff embedded mypy@1.18.0 ty@0.1.0');
  });
});

describe('the fingerprint of an environment', () => {
  const fingerprint = (closure?: ReadonlySet<string>): string => {
    const environments = new Environments(root);
    return environments.fingerprint(environments.find('.', false)!, closure);
  };

  it('changes with a version, and only with what the project can see', () => {
    makeEnvironment('.', 'httpx-0.28.1', 'Typing_Extensions-4.0');
    const [all, seen] = [fingerprint(), fingerprint(new Set(['httpx', 'idna']))];
    makeEnvironment('.', 'rich-13.0');
    expect(fingerprint()).not.toBe(all);
    expect(fingerprint(new Set(['httpx', 'idna']))).toBe(seen);
    makeEnvironment('.', 'idna-3.7');
    expect(fingerprint(new Set(['httpx', 'idna']))).not.toBe(seen);
  });

  it('is restricted to the closure of the lock file', () => {
    const a = project('a', { lock: 'uv.lock', manifest: { dependencies: [dependency('a', 'httpx')] } });
    const locked = lock('uv.lock', 'httpx@1: idna@3', 'idna@3: idna@3', 'rich@1');
    expect(closureOf(a, locked)).toEqual(new Set(['a', 'httpx', 'idna']));
    expect(closureOf(a, undefined)).toBeUndefined();
  });
});
