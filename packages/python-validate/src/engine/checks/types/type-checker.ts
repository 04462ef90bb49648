import type { Level, Region } from '@hone/core/diagnostics';
import type { ProjectContext } from '../../check.js';

export type CheckerName = 'pyright' | 'mypy' | 'ty' | 'pyrefly';

/** A finding of a type checker. Columns are 1-based and count characters, or UTF-16 units where `isUtf16` is set. */
export interface TypeFinding {
  /** Absolute, or relative to the project. */
  path: string;
  rule: string;
  level: Level;
  message: string;
  region?: Region;
  isUtf16?: boolean;
}

/** What a checker is called with. Paths are absolute. */
export interface CheckerCall {
  project: ProjectContext;
  projectRoot: string;
  /** `3.11`; undefined where the project's own configuration of the tool has the say. */
  pythonVersion?: string;
  /** The interpreter of the project's environment. */
  interpreter?: string;
}

/** One type checker: how to find its configuration, call it and read it. */
export interface TypeChecker {
  name: CheckerName;
  informationUri: string;
  /** Its table in `pyproject.toml` and its own files; one of them in a project is a choice of this checker. */
  table: string;
  files: readonly string[];
  /** What to do when it is missing. */
  install: string;
  args(call: CheckerCall): string[];
  /** @throws when the text is not what the tool prints. */
  parse(stdout: string): TypeFinding[];
  /** The address of a rule's page. */
  helpUri?(rule: string): string;
}
