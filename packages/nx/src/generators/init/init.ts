import { readFileSync } from 'node:fs';
import {
  type GeneratorCallback,
  type NxJsonConfiguration,
  type Tree,
  getPackageManagerCommand,
  installPackagesTask,
} from '@nx/devkit';
import { resolveOptions, type HoneOptions } from '../../graph/options.js';
import { appendToList, parseJson, setSorted, setValue } from './edit-json.js';
import type { InitOptions } from './schema.js';

const plugin = '@hone/nx';

/** How a tool of the family has its workspace made ready. */
export interface InitContext extends InitOptions {
  /** The target to run next, given the plugin's options. Default: none is named. */
  nextTarget?: (options: ReturnType<typeof resolveOptions>) => string;
  /** What running it does: `check every crate`. Default: `validate every project`. */
  purpose?: string;
  /** Folders that git is to ignore besides `dist`. */
  ignored?: readonly string[];
  /** Options of the plugin to be set, each by its path: `[['buildFix', 'keepFailures'], true]`. */
  set?: readonly (readonly [path: readonly string[], value: unknown])[];
  /** A line below the one on what to run next. */
  note?: string;
}

/**
 * Makes a workspace ready for the family: one plugin entry in nx.json, `dist` in .gitignore, and this package among the
 * development dependencies, since strict package managers do not let the workspace root resolve a dependency's
 * dependency. What is there already stays as it is written, so it can be run again.
 *
 * @returns what Nx calls when the files are written: installs if need be, and says what to run next
 */
export function initGenerator(tree: Tree, options: InitContext = {}): GeneratorCallback {
  registerPlugin(tree);
  for (const [path, value] of options.set ?? []) setOption(tree, path, value);
  for (const folder of ['dist', ...(options.ignored ?? [])]) ignoreFolder(tree, folder);
  const added = !options.skipPackageJson && addDevDependency(tree);
  return () => {
    if (added) installPackagesTask(tree);
    if (!options.nextTarget) return;
    const target = options.nextTarget(resolveOptions(entryOptions(readNxJson(tree))));
    const purpose = options.purpose ?? 'validate every project';
    console.log(`\nNext, ${purpose}:  ${getPackageManagerCommand().exec} nx run-many -t ${target}\n`);
    if (options.note !== undefined) console.log(`${options.note}\n`);
  };
}

export default initGenerator;

function readNxJson(tree: Tree): NxJsonConfiguration {
  return parseJson(tree.read('nx.json', 'utf8') ?? '{}');
}

function entriesOf({ plugins = [] }: NxJsonConfiguration): { plugin: string; options?: unknown }[] {
  return plugins.map((entry) => (typeof entry === 'string' ? { plugin: entry } : entry));
}

function entryOptions(nxJson: NxJsonConfiguration): HoneOptions | undefined {
  return entriesOf(nxJson).find((entry) => entry.plugin === plugin)?.options as HoneOptions | undefined;
}

function registerPlugin(tree: Tree): void {
  const text = tree.read('nx.json', 'utf8') ?? '{}\n';
  if (entriesOf(parseJson(text)).some((entry) => entry.plugin === plugin)) return;
  tree.write('nx.json', appendToList(text, ['plugins'], { plugin }));
}

/** Sets one option of the plugin's entry, which may be its name alone. */
function setOption(tree: Tree, path: readonly string[], value: unknown): void {
  const text = tree.read('nx.json', 'utf8') ?? '{}\n';
  const { plugins = [] } = parseJson<NxJsonConfiguration>(text);
  const index = entriesOf({ plugins }).findIndex((entry) => entry.plugin === plugin);
  const named = typeof plugins[index] === 'string' ? setValue(text, ['plugins', index], { plugin }) : text;
  tree.write('nx.json', setValue(named, ['plugins', index, 'options', ...path], value));
}

function ignoreFolder(tree: Tree, folder: string): void {
  const text = tree.read('.gitignore', 'utf8') ?? '';
  const lines = text.split(/\r?\n/).map((line) => line.trimEnd());
  if (lines.some((line) => line.replace(/^(?:\/|\*\*\/)/, '').replace(/\/$/, '') === folder)) return;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const gap = text === '' || text.endsWith('\n') ? '' : eol;
  tree.write('.gitignore', `${text}${gap}${folder}${eol}`);
}

function addDevDependency(tree: Tree): boolean {
  const text = tree.read('package.json', 'utf8');
  if (text === null) return false;
  const manifest = parseJson<Record<'dependencies' | 'devDependencies', Record<string, string> | undefined>>(text);
  if (manifest.dependencies?.[plugin] ?? manifest.devDependencies?.[plugin]) return false;
  tree.write('package.json', setSorted(text, ['devDependencies'], plugin, ownVersion()));
  return true;
}

function ownVersion(): string {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
