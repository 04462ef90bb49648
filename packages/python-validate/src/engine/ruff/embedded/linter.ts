import type { EngineOptions } from '../config/engine-options.js';
import type { RuffModule, RuffWorkspace } from './load-ruff.js';

/** What the embedded engine says, in its own words. Positions are 1-based, columns in UTF-16 code units. */
export interface RawFinding {
  code: string;
  message: string;
  start_location: RawPosition;
  end_location: RawPosition;
  fix: {
    message: string | null;
    edits: { content: string | null; location: RawPosition; end_location: RawPosition }[];
  } | null;
}

export interface RawPosition {
  row: number;
  column: number;
}

/** Findings, or the message of the error that the engine stopped with. */
export type RawResult = { findings: RawFinding[] } | { error: string };

/** Lints texts under one set of options after another. */
export interface Linter {
  check(options: EngineOptions, key: string, text: string): RawResult;
}

/** An engine for each set of options costs half a millisecond to make and some memory to keep. */
const keptEngines = 32;

export function createLinter(ruff: RuffModule): Linter {
  const engines = new Map<string, RuffWorkspace>();

  function engineFor(options: EngineOptions, key: string): RuffWorkspace {
    const known = engines.get(key);
    if (known) return known;
    const engine = new ruff.Workspace(options, ruff.PositionEncoding.Utf16);
    engines.set(key, engine);
    const oldest = engines.keys().next().value;
    if (engines.size > keptEngines && oldest !== undefined) {
      engines.get(oldest)?.free();
      engines.delete(oldest);
    }
    return engine;
  }

  return {
    check(options, key, text) {
      try {
        return { findings: engineFor(options, key).check(text) as RawFinding[] };
      } catch (error) {
        return { error: error instanceof Error ? error.message : String(error) };
      }
    },
  };
}
