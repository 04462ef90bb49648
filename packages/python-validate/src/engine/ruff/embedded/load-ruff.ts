import { createRequire } from 'node:module';

/** The part of `@astral-sh/ruff-wasm-nodejs` that is used here. */
export interface RuffModule {
  Workspace: {
    new (options: unknown, positionEncoding: number): RuffWorkspace;
  };
  PositionEncoding: { Utf16: number };
}

export interface RuffWorkspace {
  check(contents: string): unknown;
  free(): void;
}

/** A compiled module, opaque here; threads can share it. */
export type CompiledModule = object;

/** The host's `WebAssembly`, of which Node's types know only the types. */
const host = globalThis as unknown as { WebAssembly: { Module: new (bytes: Uint8Array) => CompiledModule } };

let loaded: { ruff: RuffModule; compiled: CompiledModule } | undefined;

/**
 * Loads the embedded ruff. The package compiles its 10 MB of WebAssembly when it is loaded and offers no other way, so
 * for the time of the load its `new WebAssembly.Module(…)` is answered with the module that another thread compiled.
 *
 * @param compiled the module from a thread that loaded ruff before.
 */
export function loadRuff(compiled?: CompiledModule): { ruff: RuffModule; compiled: CompiledModule } {
  if (loaded) return loaded;
  const original = host.WebAssembly.Module;
  let seen = compiled;
  // A constructor that returns an object gives that object. The prototype keeps `instanceof` true for it.
  function Answering(bytes: Uint8Array): CompiledModule {
    return (seen ??= new original(bytes));
  }
  Answering.prototype = original.prototype;
  host.WebAssembly.Module = Answering as unknown as typeof original;
  try {
    const ruff = createRequire(import.meta.url)('@astral-sh/ruff-wasm-nodejs') as RuffModule;
    if (!seen) throw new Error('@astral-sh/ruff-wasm-nodejs no longer loads as this version of Hone expects.');
    loaded = { ruff, compiled: seen };
    return loaded;
  } finally {
    host.WebAssembly.Module = original;
  }
}
