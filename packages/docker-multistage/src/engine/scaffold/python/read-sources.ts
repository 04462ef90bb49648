import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createWalker } from '@hone/core/files';
import type { Pyproject, PythonProject } from '@hone/core/manifests';
import { decodePython, type PythonImport, readPythonSources } from '@hone/core/python';
import type { ScaffoldRequest } from '../types.js';
import { maskPython } from './mask.js';

/** A source that ships, ready to be searched. */
export interface SourceText {
  file: string;
  /** The dotted name under which it is imported when the program runs. */
  module: string;
  text: string;
  /** Without strings and comments. */
  masked: string;
  imports: readonly PythonImport[];
}

export interface ProjectSources {
  shipped: readonly SourceText[];
  /** Folders to be put on `sys.path`. */
  sourceRoots: readonly string[];
  packaged: boolean;
  hasTests: boolean;
}

/** Reads the sources of a project that ship, those nearest to its folder first. */
export function readSources(
  { workspaceRoot, project, nestedRoots }: ScaffoldRequest,
  manifest: PythonProject,
  pyproject: Pyproject | undefined,
): ProjectSources {
  const files = createWalker(workspaceRoot).listFiles(project.root, {
    extensions: ['.py'],
    nestedRoots,
  });
  const texts = new Map<string, string>();
  const sources = readPythonSources({
    manifest,
    pyproject,
    files: files.map((file) => ({
      file,
      text: () => {
        const decoded = decodePython(readFileSync(path.join(workspaceRoot, file)));
        if (!('text' in decoded)) return undefined;
        texts.set(file, decoded.text.replaceAll('\r\n', '\n'));
        return decoded.text;
      },
    })),
  });
  const { sourceRoots } = sources.modules;
  const shipped = sources.files.flatMap(({ file, role, imports }): SourceText[] => {
    const text = texts.get(file);
    // A program beside the packages (`manage.py`, `worker.py`) counts for no module of a distribution, but it is started.
    const isProgram = role === 'dev' && path.posix.dirname(file) === project.root && !/setup|noxfile/.test(file);
    if (text === undefined || !(role === 'shipped' || isProgram)) return [];
    return [
      { file, module: moduleName(file, [project.root, ...sourceRoots]), text, masked: maskPython(text), imports },
    ];
  });
  return {
    shipped: shipped.sort((a, b) => depthOf(a.file) - depthOf(b.file) || (a.file < b.file ? -1 : 1)),
    sourceRoots,
    packaged: sources.packaged,
    hasTests: sources.files.some(({ role }) => role === 'test'),
  };
}

const depthOf = (file: string): number => file.split('/').length;

/** The name as seen from the innermost folder that is on `sys.path`. */
function moduleName(file: string, roots: readonly string[]): string {
  const inside = roots.filter((root) => root === '.' || file.startsWith(`${root}/`));
  const root = inside.sort((a, b) => b.length - a.length)[0] ?? '.';
  const relative = root === '.' ? file : file.slice(root.length + 1);
  return relative.replace(/(?:\/__init__)?\.py$/, '').replaceAll('/', '.');
}
