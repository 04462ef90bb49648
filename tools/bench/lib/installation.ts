import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyTree, mustRun, npm, nxCommand, repositoryRoot } from '@hone/e2e/harness';
import { benchFolder } from './definition.js';

const NX = '23.2.1';

/**
 * Builds and packs the packages and installs them with Nx and the given peers, once a run.
 *
 * @param tools the packages that a user has added, as `--only=python-validate` names them; all of them by default
 * @returns the folder that has `node_modules` and `package.json`
 */
export async function installPackages(peers: Record<string, string> = {}, tools?: readonly string[]): Promise<string> {
  const folder = join(benchFolder, 'installation');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'packages'), { recursive: true });

  console.error('Building and installing the packages …');
  await mustRun(nxCommand(repositoryRoot, 'run-many', '-t', 'build', '--projects=tag:scope:public'), {
    cwd: repositoryRoot,
    env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false' },
  });
  const archives: Record<string, string> = {};
  for (const name of tools ? ['core', 'nx', ...tools] : readdirSync(join(repositoryRoot, 'packages'))) {
    const source = join(repositoryRoot, 'packages', name);
    const manifest = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
    if (manifest.private) continue;
    await mustRun(npm('pack', source, '--pack-destination', join(folder, 'packages')), { cwd: repositoryRoot });
    archives[manifest.name] = `file:packages/hone-${name}-${manifest.version}.tgz`;
  }
  const manifest = {
    name: 'bench',
    private: true,
    devDependencies: { nx: NX, '@nx/devkit': NX, ...peers, ...archives },
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
  await mustRun(npm('install', '--no-audit', '--no-fund'), { cwd: folder });
  return folder;
}

/** `--only=python-validate,…` among the words of the command line. */
export function onlyTools(args: readonly string[]): string[] | undefined {
  return args
    .find((arg) => arg.startsWith('--only='))
    ?.slice('--only='.length)
    .split(',');
}

/** Puts an installation into a workspace, as hard links. */
export function linkInstallation(installation: string, workspace: string): void {
  rmSync(join(workspace, 'node_modules'), { recursive: true, force: true });
  copyTree(join(installation, 'node_modules'), join(workspace, 'node_modules'), true);
  for (const file of ['package.json', 'package-lock.json']) {
    writeFileSync(join(workspace, file), readFileSync(join(installation, file)));
  }
}

/** A Python environment with ruff and uv, made with the machine's Python. */
export async function makePythonTools(ruffVersion: string): Promise<{ bin: string; ruff: string; uv: string }> {
  const folder = join(benchFolder, 'python-tools');
  const bin = join(folder, process.platform === 'win32' ? 'Scripts' : 'bin');
  const tool = (name: string) => join(bin, process.platform === 'win32' ? `${name}.exe` : name);
  if (!existsSync(tool('uv'))) {
    await mustRun([process.platform === 'win32' ? 'python' : 'python3', '-m', 'venv', folder], { cwd: benchFolder });
  }
  await mustRun([tool('python'), '-m', 'pip', 'install', '-q', 'uv', `ruff==${ruffVersion}`], { cwd: benchFolder });
  return { bin, ruff: tool('ruff'), uv: tool('uv') };
}
