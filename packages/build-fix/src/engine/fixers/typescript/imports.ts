import type { ts } from '@ts-morph/common';
import type { FileView } from './file-view.js';
import type { TypeScript } from './load.js';
import type { Service } from './service.js';

/** One way to import a missing name. */
export interface ImportWay {
  action: ts.CodeFixAction;
  /** What is imported, the same however it is reached; `undefined` when that could not be told. */
  target: string | undefined;
  /** The file imports from that module already. */
  update: boolean;
  /** What is imported is a file of the workspace. */
  own: boolean;
}

/** Reads from the description which module an action imports, and follows it to the declaration. */
export function readImportWay(
  ts: TypeScript,
  view: FileView,
  service: Service,
  from: string,
  name: string,
  action: ts.CodeFixAction,
): ImportWay {
  const specifier = /from "([^"]+)"$/.exec(action.description)?.[1];
  const module = specifier === undefined ? undefined : service.resolve(specifier, from);
  const update = action.description.startsWith('Update import');
  const declared = module === undefined ? undefined : declarationOf(ts, service, module, name);
  const own = declared !== undefined && view.toWorkspace(declared.file) !== undefined;
  // A module of the language's environment (`node:fs`) is a declaration, not a file.
  const ambient = specifier === undefined || module !== undefined ? undefined : ambientTarget(specifier);
  return { action, update, own, target: declared ? `${declared.file}:${declared.position}` : ambient };
}

/** `fs` and `node:fs` are one. */
const ambientTarget = (specifier: string): string => `module:${specifier.replace(/^node:/, '')}`;

function declarationOf(
  ts: TypeScript,
  service: Service,
  module: string,
  name: string,
): { file: string; position: number } | undefined {
  for (const program of service.programs()) {
    const source = program.getSourceFile(module);
    const checker = program.getTypeChecker();
    const symbol = source && checker.getSymbolAtLocation(source);
    if (!symbol) continue;
    const exported = checker.getExportsOfModule(symbol);
    const found = exported.find((each) => each.name === name) ?? exported.find((each) => each.name === 'default');
    if (!found) return { file: module, position: 0 };
    const real = found.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(found) : found;
    const [declaration] = real.declarations ?? [];
    if (!declaration) return undefined;
    return { file: declaration.getSourceFile().fileName, position: declaration.pos };
  }
  return undefined;
}

/**
 * Chooses among the ways to import a name. When all lead to one declaration, the service's first is right. When they
 * lead to several, there may be a clear one: the only one from a module that the file imports from already, else the
 * only one of the workspace itself; but it is a guess.
 */
export function chooseImport(ways: readonly ImportWay[]): { action: ts.CodeFixAction; certain: boolean } | undefined {
  const [first] = ways;
  if (!first) return undefined;
  const targets = new Set(ways.map(({ target }) => target ?? ''));
  if (ways.length === 1 || (targets.size === 1 && !targets.has(''))) return { action: first.action, certain: true };
  for (const preferred of [ways.filter(({ update }) => update), ways.filter(({ own }) => own)]) {
    const [only] = preferred;
    if (
      only &&
      new Set(preferred.map(({ target }) => target ?? '')).size === 1 &&
      (only.target || preferred.length === 1)
    ) {
      return { action: only.action, certain: false };
    }
  }
  return undefined;
}
