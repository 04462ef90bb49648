import type { PythonProject } from '@hone/core/manifests';
import type { PythonImport, PythonSources } from '@hone/core/python';

/** A shipped file and the dotted modules that it can be imported as. */
interface ShippedModule {
  file: string;
  modules: readonly string[];
  imports: readonly PythonImport[];
}

/** Modules of programs that something outside starts by name: servers, command lines, schedulers. */
const STARTED_BY_NAME =
  /(?:^|\.)(?:__main__|main|app|application|asgi|wsgi|server|cli|api|manage|worker|run|settings|urls|lambda_function)$/;

/**
 * The files that load whenever the packages of a distribution or its entry points do; of a program that no distribution
 * is built of, whenever it starts. What lies outside is loaded only by who asks for it: a backend, a plugin for tests, a
 * contributed integration.
 */
export function loadedFiles(sources: PythonSources, { entryPoints }: PythonProject): Set<string> {
  const files = sources.files
    .filter(({ role }) => role === 'shipped')
    .map(({ file, imports }) => ({ file, imports, modules: sources.modulesOf(file) }));
  const entries = new Set(entryPoints.map(({ value }) => value.split(':')[0]?.trim() ?? ''));
  const byModule = new Map(files.flatMap((shipped) => shipped.modules.map((module) => [module, shipped] as const)));
  const isRoot = (module: string): boolean =>
    entries.has(module) || (sources.packaged ? !module.includes('.') : STARTED_BY_NAME.test(module));
  const queue = files.filter(({ modules }) => modules.some(isRoot));
  const reached = new Set(queue.map(({ file }) => file));
  for (const shipped of queue) {
    for (const module of shipped.imports.flatMap((found) => loadedBy(shipped, found))) {
      const next = byModule.get(module);
      if (!next || reached.has(next.file)) continue;
      reached.add(next.file);
      queue.push(next);
    }
  }
  return reached;
}

/** What an import loads when its file does: the module, the packages around it, and names that may be submodules. */
function loadedBy(shipped: ShippedModule, found: PythonImport): string[] {
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
