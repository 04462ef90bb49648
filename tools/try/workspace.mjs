// A copy of the example with the packed packages in it.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { mustRun, npm } from './process.mjs';

const LEFT_OUT = new Set([
  'node_modules',
  'dist',
  '.nx',
  '.venv',
  '__pycache__',
  '.pytest_cache',
  '.ruff_cache',
  'target',
]);
/** Git, as nobody in particular. */
export const GIT = ['git', '-c', 'user.name=try', '-c', 'user.email=try@localhost', '-c', 'commit.gpgsign=false'];

/** Copies the example, puts it under git and installs the archives in it. */
export async function makeWorkspace(example, workspace, archives) {
  cpSync(example, workspace, { recursive: true, filter: (path) => !LEFT_OUT.has(basename(path)) });

  const manifestPath = join(workspace, 'package.json');
  const manifest = JSON.parse(readFileSync(manifestPath, 'utf8'));
  for (const [name, archive] of Object.entries(archives)) {
    manifest.devDependencies[name] = `file:${archive.replaceAll('\\', '/')}`;
  }
  writeFileSync(manifestPath, `${JSON.stringify(manifest, null, 2)}\n`);

  console.log('Installing them in a copy of examples/polyglot …');
  await mustRun([...npm(), 'install', '--no-audit', '--no-fund'], { cwd: workspace });
  await mustRun([...GIT, 'init', '-q', '-b', 'main'], { cwd: workspace });
  await commitAll(workspace, 'The example');
}

/** Commits all that is there. */
export async function commitAll(workspace, message) {
  await mustRun([...GIT, 'add', '-A'], { cwd: workspace });
  await mustRun([...GIT, 'commit', '-q', '--allow-empty', '-m', message], { cwd: workspace });
}

/** Changes one file, and gives a function that puts it back. */
export function edit(workspace, file, change) {
  const path = join(workspace, file);
  const before = readFileSync(path, 'utf8');
  writeFileSync(path, change(before));
  return () => writeFileSync(path, before);
}
