import {
  appendFileSync,
  cpSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { repositoryRoot } from './paths.js';

const PYTHON_PARTS = ['pyproject.toml', 'uv.lock', 'libs', 'services', 'jobs'];
const LEFT_OUT = new Set(
  ['node_modules', 'dist', '.nx', '.venv', '__pycache__', '.pytest_cache', '.ruff_cache', 'target'].concat([
    // The example's Rust service, which is nothing without its Cargo workspace.
    'router',
  ]),
);

/** Copies the Python projects of `examples/polyglot` into a workspace. */
export function copyExample(workspace: string): void {
  for (const part of PYTHON_PARTS) {
    cpSync(join(repositoryRoot, 'examples', 'polyglot', part), join(workspace, part), {
      recursive: true,
      filter: (path) => !LEFT_OUT.has(basename(path)),
    });
  }
}

/**
 * Copies a Cargo workspace of small crates into a workspace: `till` needs `ledger`, which needs `money`, and `labels`;
 * `lone` needs nobody. Of the registry's crates they need four of the smallest.
 */
export function copyCrates(workspace: string): void {
  const from = join(repositoryRoot, 'tools', 'e2e', 'fixtures', 'crates');
  cpSync(from, workspace, {
    recursive: true,
    filter: (path) => path === from || !['target', '.gitignore'].includes(basename(path)),
  });
  appendFileSync(join(workspace, '.gitignore'), '\ntarget\n');
}

/** Copies a workspace. Files below `node_modules` become hard links, which takes a second in place of a minute. */
export function copyTree(from: string, to: string, linking = false): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    const link = linking || entry.name === 'node_modules';
    if (entry.isDirectory()) copyTree(source, target, link);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else if (link) linkSync(source, target);
    else cpSync(source, target);
  }
}

/** Writes a file of a workspace, its folders too. */
export function write(workspace: string, file: string, content: string | Uint8Array): void {
  const path = join(workspace, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

export function read(workspace: string, file: string): string {
  return readFileSync(join(workspace, file), 'utf8');
}

/** Changes a file of a workspace; throws when nothing changed, since a test would then prove nothing. */
export function edit(workspace: string, file: string, change: (text: string) => string): void {
  const before = read(workspace, file);
  const after = change(before);
  if (after === before) throw new Error(`The edit of ${file} changes nothing`);
  write(workspace, file, after);
}

/** Every file below a folder with its bytes as base64, by path with forward slashes. */
export function snapshot(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    lstatSync(join(folder, file)).isFile(),
  );
  return Object.fromEntries(
    files.sort().map((file) => [file.replaceAll('\\', '/'), readFileSync(join(folder, file)).toString('base64')]),
  );
}
