import { createRequire } from 'node:module';
import type { getLibFiles, ts } from '@ts-morph/common';

/** The whole of TypeScript 6. */
export type TypeScript = typeof ts;

const require = createRequire(import.meta.url);
let loaded: TypeScript | undefined;
let libraries: ReadonlyMap<string, string> | undefined;

/**
 * TypeScript 6, the last one with code fixes, which takes about 200 ms to load.
 *
 * It comes from the copy inside `@ts-morph/common` and not as an alias of `typescript`: npm links the programs of every
 * package at the top of `node_modules`, so that an alias takes the name `tsc` away from the workspace's own compiler,
 * which is to be the checker.
 */
export function loadTypeScript(): TypeScript {
  return (loaded ??= require('@ts-morph/common/dist/typescript.js') as TypeScript);
}

/** The declaration files of the language (`lib.es2023.d.ts` …) by name; they come with TypeScript 6. */
export function loadLibraries(): ReadonlyMap<string, string> {
  if (!libraries) {
    const common = require('@ts-morph/common') as { getLibFiles: typeof getLibFiles };
    libraries = new Map(common.getLibFiles().map(({ fileName, text }) => [fileName, text]));
  }
  return libraries;
}
