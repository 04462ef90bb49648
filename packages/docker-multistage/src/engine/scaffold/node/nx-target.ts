import path from 'node:path';
import { type JsonTable, readJsonTable, tableAt, textAt } from './read-packages.js';

/** What executors call the file that starts; `undefined` where it keeps the name of the source. */
const MAIN_FILES: Readonly<Record<string, string>> = {
  '@nx/webpack:webpack': 'main.js',
  '@nx/rspack:rspack': 'main.js',
  '@nx/vite:build': 'main.js',
  '@nx/rollup:rollup': 'main.js',
};

/**
 * Where Nx puts what it builds of a project, by the target `build` of its project.json.
 *
 * @returns `folder` relative to the workspace root, `main` relative to that folder; undefined without such a target
 */
export function readBuildTarget(workspaceRoot: string, root: string): { folder: string; main: string } | undefined {
  const project = readJsonTable(workspaceRoot, path.posix.join(root, 'project.json'));
  const build = tableAt(tableAt(project, 'targets'), 'build');
  const options = tableAt(build, 'options');
  const executor = textAt(build, 'executor');
  const output = textAt(options, 'outputPath');
  if (executor === undefined || output === undefined) return undefined;
  const folder = output.replace('{workspaceRoot}/', '').replaceAll('{projectRoot}', root);
  const source = textAt(options, 'outputFileName') ?? textAt(options, 'main')?.replace(/\.[cm]?tsx?$/, '.js');
  const kept = source?.startsWith(`${root}/`) ? source.slice(root.length + 1) : source;
  const main = executor === '@nx/esbuild:esbuild' ? esbuildMain(options) : MAIN_FILES[executor];
  return { folder, main: main ?? kept ?? 'main.js' };
}

/** CommonJS alone gets an ending of its own, unless esbuild is told otherwise. */
function esbuildMain(options: JsonTable): string {
  const name = textAt(options, 'outputFileName') ?? path.posix.basename(textAt(options, 'main') ?? 'main');
  const formats = Array.isArray(options['format']) ? options['format'] : ['esm'];
  const set = textAt(tableAt(tableAt(options, 'esbuildOptions'), 'outExtension'), '.js');
  const ending = set ?? (formats.includes('esm') ? '.js' : '.cjs');
  return name.replace(/\.[cm]?[jt]sx?$/, '') + ending;
}
