import type { PythonImport } from '@hone/core/python';

/** A shipped file and the dotted modules that it can be imported as. */
export interface ShippedModule {
  file: string;
  modules: readonly string[];
  imports: readonly PythonImport[];
}

/** Modules that something outside starts by name: servers, command lines, schedulers. */
const STARTED_BY_NAME =
  /(?:^|\.)(?:__init__|__main__|main|app|application|asgi|wsgi|server|cli|api|manage|worker|run|settings|urls|config|routes?|handler|lambda_function)$/;

/**
 * The files that load together with the packages themselves, their entry points and what is started by name. A file
 * outside of them is loaded only by who asks for it: a plugin, a backend chosen in settings.
 *
 * @param entryModules modules that entry points name
 */
export function reachableFiles(files: readonly ShippedModule[], entryModules: ReadonlySet<string>): Set<string> {
  const byModule = new Map<string, ShippedModule>();
  for (const shipped of files) for (const module of shipped.modules) byModule.set(module, shipped);
  const isRoot = ({ modules }: ShippedModule) =>
    modules.some((module) => !module.includes('.') || entryModules.has(module) || STARTED_BY_NAME.test(module));
  const queue = files.filter(isRoot);
  const reached = new Set(queue.map(({ file }) => file));
  for (const shipped of queue) {
    for (const module of shipped.imports.flatMap((found) => loadedModules(shipped, found))) {
      const next = byModule.get(module);
      if (!next || reached.has(next.file)) continue;
      reached.add(next.file);
      queue.push(next);
    }
  }
  return reached;
}

/** What an import loads when its file does: the module, the packages around it, and names that may be submodules. */
function loadedModules(shipped: ShippedModule, found: PythonImport): string[] {
  if (found.typeChecking || found.inFunction || found.dynamic || found.optional) return [];
  return basesOf(shipped, found).flatMap((base) => {
    const parts = base === '' ? [] : base.split('.');
    const around = parts.map((_, index) => parts.slice(0, index + 1).join('.'));
    return [...around, ...found.names.map((name) => (base === '' ? name : `${base}.${name}`))];
  });
}

function basesOf({ file, modules }: ShippedModule, { level, module }: PythonImport): string[] {
  if (level === 0) return [module];
  const up = /(?:^|\/)__init__\.pyi?$/.test(file) ? level - 1 : level;
  return modules.map((own) => {
    const parts = own.split('.');
    return [...parts.slice(0, parts.length - up), ...(module === '' ? [] : [module])].join('.');
  });
}
