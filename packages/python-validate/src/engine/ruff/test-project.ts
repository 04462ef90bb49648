import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodePython } from '@hone/core';
import type { CheckOptions, ProjectContext, SourceFile } from '../check.js';

/** Absolute path of a fixture of this folder. */
export function fixture(name: string): string {
  return fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
}

/** A project as the reader of projects would give it, without what ruff doesn't look at. For tests. */
export function testProject(
  workspaceRoot: string,
  root = '.',
  options: Partial<CheckOptions> = {},
  minor = 10,
): ProjectContext {
  return {
    root,
    workspaceRoot,
    manifest: {
      root,
      dependencies: [],
      extras: [],
      groups: [],
      entryPoints: [],
      manager: 'pip',
      manifests: [],
      problems: [],
    },
    files: listSources(workspaceRoot, join(workspaceRoot, root)),
    pythonVersion: { major: 3, minor },
    workspaceModules: {},
    options: { engine: 'embedded', typeChecker: 'auto', timeoutMs: 60_000, ...options },
  };
}

function listSources(workspaceRoot: string, folder: string): SourceFile[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return entry.name === '.venv' ? [] : listSources(workspaceRoot, path);
      return /\.pyi?$/.test(entry.name) ? [toSource(workspaceRoot, path)] : [];
    });
}

function toSource(workspaceRoot: string, path: string): SourceFile {
  const bytes = () => readFileSync(path);
  return {
    file: relative(workspaceRoot, path).split(sep).join('/'),
    path,
    size: statSync(path).size,
    bytes,
    text: () => {
      const decoded = decodePython(bytes());
      return 'text' in decoded ? decoded.text : undefined;
    },
  };
}
