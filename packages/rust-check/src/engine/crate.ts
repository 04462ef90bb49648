import type { CargoCrate, CargoProjects, CargoWorkspace } from '@hone/core/cargo';
import type { Diagnostic } from '@hone/core/diagnostics';
import type { EngineTask } from '@hone/core/nx';
import type { CheckOptions } from '../executors/check/schema.js';
import type { CargoFlags } from './cargo/flags.js';

/** One task with the crate that it is about. */
export interface CheckedCrate {
  task: EngineTask<CheckOptions>;
  crate: CargoCrate;
  /** The Cargo workspace that it belongs to. */
  workspace: CargoWorkspace;
  /** Everything of that Cargo workspace. */
  projects: CargoProjects;
  flags: CargoFlags;
}

/** What cargo and we found in a crate, apart from its format. */
export type Checked = readonly [CheckedCrate, readonly Diagnostic[]];
