/** A folder of Python code: its modules and folders by name. */
export interface ModuleTree {
  modules: Set<string>;
  folders: Map<string, ModuleTree>;
}

/** A source, a stub, or an extension module with its platform tag; the module's name is the first group. */
const MODULE_FILE = /^([^.]+)(?:\.(?:cpython|cp|pypy|abi3|pyston|graalpy)[^/]*)?\.(?:pyi?|pyx|so|pyd)$/;
const IDENTIFIER = /^[\p{ID_Start}_][\p{ID_Continue}]*$/u;

/** Whether a folder or file of this name can be imported. */
export function isModuleName(name: string): boolean {
  return IDENTIFIER.test(name);
}

/** Builds the tree of the files that hold modules, from paths with forward slashes. */
export function buildModuleTree(files: Iterable<string>): ModuleTree {
  const tree: ModuleTree = { modules: new Set(), folders: new Map() };
  for (const file of files) {
    const slash = file.lastIndexOf('/');
    const module = MODULE_FILE.exec(file.slice(slash + 1))?.[1];
    if (module === undefined) continue;
    let folder = tree;
    for (const part of slash < 0 ? [] : file.slice(0, slash).split('/')) {
      let next = folder.folders.get(part);
      if (!next) folder.folders.set(part, (next = { modules: new Set(), folders: new Map() }));
      folder = next;
    }
    folder.modules.add(module);
  }
  return tree;
}

/** A folder with `__init__` is a package; one without is a namespace, and what lies in it is offered by itself. */
export function collectPrefixes(folder: ModuleTree, prefix: string, into: string[]): void {
  if (folder.modules.has('__init__')) {
    into.push(prefix);
    return;
  }
  for (const module of folder.modules) if (isModuleName(module)) into.push(`${prefix}.${module}`);
  for (const [name, child] of folder.folders) {
    if (isModuleName(name)) collectPrefixes(child, `${prefix}.${name}`, into);
  }
}
