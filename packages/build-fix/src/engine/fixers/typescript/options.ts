import type { ts } from '@ts-morph/common';
import type { TypeScript } from './load.js';

/**
 * Fills in what TypeScript before 6 takes for options that are not set, so that TypeScript 6 sees the program as the
 * workspace's own compiler does. Read from `computedOptions` of TypeScript 5.9.3; where 6 differs: `strict`, `types`,
 * `target`, `module`, `moduleResolution`, interoperability and the check of imports for their effect.
 */
export function withDefaultsBefore6(ts: TypeScript, options: ts.CompilerOptions): ts.CompilerOptions {
  const target = options.target ?? targetOf(ts, options.module);
  const module = options.module ?? (target >= ts.ScriptTarget.ES2015 ? ts.ModuleKind.ES2015 : ts.ModuleKind.CommonJS);
  const moduleResolution = options.moduleResolution ?? resolutionOf(ts, module);
  const interop = options.esModuleInterop ?? (isNode(ts, module) || module === ts.ModuleKind.Preserve);
  const synthetic = interop || module === ts.ModuleKind.System || moduleResolution === ts.ModuleResolutionKind.Bundler;
  return {
    strict: false,
    types: ['*'],
    noUncheckedSideEffectImports: false,
    allowSyntheticDefaultImports: synthetic,
    ...options,
    target,
    module,
    moduleResolution,
    esModuleInterop: interop,
  };
}

const isNode = (ts: TypeScript, module: ts.ModuleKind): boolean =>
  module >= ts.ModuleKind.Node16 && module <= ts.ModuleKind.NodeNext;

function targetOf(ts: TypeScript, module: ts.ModuleKind | undefined): ts.ScriptTarget {
  switch (module) {
    case ts.ModuleKind.Node16:
    case ts.ModuleKind.Node18:
      return ts.ScriptTarget.ES2022;
    case ts.ModuleKind.Node20:
      return ts.ScriptTarget.ES2023;
    case ts.ModuleKind.NodeNext:
      return ts.ScriptTarget.ESNext;
    default:
      return ts.ScriptTarget.ES5;
  }
}

function resolutionOf(ts: TypeScript, module: ts.ModuleKind): ts.ModuleResolutionKind {
  switch (module) {
    case ts.ModuleKind.CommonJS:
      return ts.ModuleResolutionKind.Node10;
    case ts.ModuleKind.Node16:
    case ts.ModuleKind.Node18:
    case ts.ModuleKind.Node20:
      return ts.ModuleResolutionKind.Node16;
    case ts.ModuleKind.NodeNext:
      return ts.ModuleResolutionKind.NodeNext;
    case ts.ModuleKind.Preserve:
      return ts.ModuleResolutionKind.Bundler;
    default:
      return ts.ModuleResolutionKind.Classic;
  }
}
