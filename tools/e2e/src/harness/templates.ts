import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyCrates, copyExample, copyTree } from './files.js';
import { commit, initRepository } from './git.js';
import { nxCommand, nxEnvironment } from './nx.js';
import { CREATE_NX_WORKSPACE, NX_VERSIONS, type NxVersion } from './paths.js';
import { mustRun, npm } from './processes.js';
import { type Registry, registryEnvironment } from './registry.js';

/** Workspaces to copy from. */
export interface Templates {
  /** As `create-nx-workspace` left it, with the example's Python projects and committed. */
  plain: string;
  /** The same after `nx add @hone/python-validate`. */
  ready: string;
  /** As `create-nx-workspace` left it, with a Cargo workspace and committed. */
  crates: string;
  /** The same after `nx add @hone/rust-check`. */
  cratesReady: string;
}

/** Creates the workspaces of one Nx version. */
export async function createTemplates(version: NxVersion, folder: string, registry: Registry): Promise<Templates> {
  mkdirSync(folder, { recursive: true });
  const at = (name: keyof Templates) => join(folder, name);
  await createWorkspace(at('plain'), version, registry);
  copyTree(at('plain'), at('crates'));
  copyExample(at('plain'));
  copyCrates(at('crates'));
  for (const [plain, ready, tool] of [
    [at('plain'), at('ready'), '@hone/python-validate'],
    [at('crates'), at('cratesReady'), '@hone/rust-check'],
  ] as const) {
    await initRepository(plain);
    copyTree(plain, ready);
    await addHone(ready, registry, tool);
    await commit(ready, 'Add Hone');
  }
  return { plain: at('plain'), ready: at('ready'), crates: at('crates'), cratesReady: at('cratesReady') };
}

/** Runs `nx add` for a tool and gives what it printed. */
export async function addHone(
  workspace: string,
  registry: Registry,
  tool:
    | '@hone/python-validate'
    | '@hone/rust-check'
    | '@hone/docker-multistage'
    | '@hone/dep-prune'
    | '@hone/build-fix' = '@hone/python-validate',
): Promise<string> {
  const env = { ...nxEnvironment(`${workspace}-state`), ...registryEnvironment(registry) };
  const { output } = await mustRun(nxCommand(workspace, 'add', tool), { cwd: workspace, env });
  return output;
}

async function createWorkspace(workspace: string, version: NxVersion, registry: Registry): Promise<void> {
  const env = { ...nxEnvironment(`${workspace}-state`), ...registryEnvironment(registry) };
  const create = ['exec', `--package=create-nx-workspace@${CREATE_NX_WORKSPACE}`, '--', 'create-nx-workspace', 'plain'];
  const choices = ['--preset=apps', '--pm=npm', '--nxCloud=skip', '--skipGit', '--interactive=false', '--aiAgents='];
  await mustRun(npm(...create, ...choices), { cwd: join(workspace, '..'), env });

  const { nx, devkit } = NX_VERSIONS[version];
  if (nx === CREATE_NX_WORKSPACE) return;
  const manifestPath = join(workspace, 'package.json');
  const manifest = JSON.parse(readFileSync(manifestPath, 'utf8'));
  manifest.devDependencies = { nx, '@nx/devkit': devkit };
  writeFileSync(manifestPath, JSON.stringify(manifest, null, 2));
  rmSync(join(workspace, 'package-lock.json'));
  rmSync(join(workspace, 'node_modules'), { recursive: true });
  await mustRun(npm('install'), { cwd: workspace, env });
}
