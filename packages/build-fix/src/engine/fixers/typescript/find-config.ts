import path from 'node:path';
import type { ts } from '@ts-morph/common';
import type { FileView } from './file-view.js';
import type { TypeScript } from './load.js';
import { withDefaultsBefore6 } from './options.js';
import { compilerMajor } from './compiler-major.js';

/** A configuration with the files that it names. */
export interface Config {
  /** Absolute, with forward slashes. */
  path: string;
  files: ReadonlySet<string>;
  options: ts.CompilerOptions;
  references: readonly ts.ProjectReference[];
  parsed: ts.ParsedCommandLine;
}

/** Finds the configuration of files. */
export interface ConfigFinder {
  /** The nearest one that names the file; else the nearest that names any, to which the file is added. */
  find(file: string): Config | undefined;
  /** The other configurations in the folder of one. */
  beside(config: Config): readonly Config[];
  /** A configuration by its name. */
  open(config: string): Config | undefined;
}

/** Reads each configuration once; make a new one for each pass, since the globs may give other files. */
export function createConfigFinder(ts: TypeScript, view: FileView): ConfigFinder {
  const configs = new Map<string, Config | undefined>();
  const perFolder = new Map<string, readonly Config[]>();

  const open = (name: string): Config | undefined => {
    if (!configs.has(name)) configs.set(name, readConfig(ts, view, name));
    return configs.get(name);
  };
  const configsOf = (folder: string): readonly Config[] => {
    const known = perFolder.get(folder);
    if (known) return known;
    const found = readFolder(folder, view, open);
    perFolder.set(folder, found);
    return found;
  };

  return {
    open,
    beside: ({ path: name }) => configsOf(path.posix.dirname(name)).filter((other) => other.path !== name),
    find: (file) => {
      let nearest: Config | undefined;
      for (let folder = path.posix.dirname(file); folder.startsWith(view.root); folder = path.posix.dirname(folder)) {
        const found = configsOf(folder);
        const naming = found.find((config) => config.files.has(file));
        if (naming) return naming;
        nearest ??= found.find((config) => config.files.size > 0);
      }
      return nearest;
    },
  };
}

/** `tsconfig.json`, what it refers to at or below its folder, and the others beside it (`tsconfig.spec.json`). */
function readFolder(folder: string, view: FileView, open: (name: string) => Config | undefined): readonly Config[] {
  const names = view.names(folder);
  const main = ['tsconfig.json', 'jsconfig.json'].find((name) => names.includes(name));
  const beside = names.filter((name) => /^tsconfig\..+\.json$/.test(name));
  const found = new Map<string, Config>();
  const queue = [...(main === undefined ? [] : [main]), ...beside].map((name) => `${folder}/${name}`);
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    const config = found.has(name) ? undefined : open(name);
    if (!config) continue;
    found.set(name, config);
    // A solution's root may refer to hundreds; the file's own folder was looked at before, with what it refers to.
    const references = config.references.map((reference) => configOf(reference.path, view));
    queue.unshift(...references.filter((reference) => path.posix.dirname(reference) === folder));
  }
  return [...found.values()];
}

/** A reference names a file or a folder. */
function configOf(reference: string, view: FileView): string {
  const name = reference.replaceAll('\\', '/').replace(/\/$/, '');
  return name.endsWith('.json') && view.exists(name) ? name : `${name}/tsconfig.json`;
}

function readConfig(ts: TypeScript, view: FileView, name: string): Config | undefined {
  const host: ts.ParseConfigFileHost = {
    useCaseSensitiveFileNames: ts.sys.useCaseSensitiveFileNames,
    getCurrentDirectory: () => view.root,
    readFile: view.read,
    fileExists: view.exists,
    readDirectory: (folder, endings, exclude, include, depth) => view.match(folder, endings, exclude, include, depth),
    onUnRecoverableConfigFileDiagnostic: () => undefined,
  };
  const parsed = ts.getParsedCommandLineOfConfigFile(name, {}, host);
  if (!parsed) return undefined;
  const own = { ...parsed.options, noEmit: true, incremental: false, composite: false, tsBuildInfoFile: undefined };
  const major = compilerMajor(path.posix.dirname(name), view.root);
  return {
    path: name,
    files: new Set(parsed.fileNames),
    options: major !== undefined && major < 6 ? withDefaultsBefore6(ts, own) : own,
    references: parsed.projectReferences ?? [],
    parsed,
  };
}
