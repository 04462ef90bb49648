import type { PythonImport } from './types.js';

/** The dotted names that one import may load: `from a import b` may load `a.b`. */
export function modulesOf({ module, names, dynamic }: PythonImport): string[] {
  if (dynamic || names.length === 0 || names[0] === '*') return [module];
  return names.map((name) => `${module}.${name}`);
}

/** Looks a dotted module up in tables by prefix; the longest wins. */
export function longestPrefix<T>(module: string, find: (prefix: string) => T | undefined): T | undefined {
  for (let prefix = module; ; prefix = prefix.slice(0, prefix.lastIndexOf('.'))) {
    const found = find(prefix);
    if (found !== undefined || !prefix.includes('.')) return found;
  }
}
