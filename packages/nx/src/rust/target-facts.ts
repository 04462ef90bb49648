import type { TargetConfiguration } from '@nx/devkit';
import type { ToolPresence } from './build-tools.js';
import type { BuildPlace } from './cargo-config.js';
import type { CrateFacts } from './types.js';

/** What all targets have that cargo's view of the crate decides. */
export type SharedTarget = Pick<TargetConfiguration, 'inputs' | 'dependsOn'>;

/** What a crate's targets depend on besides its facts. */
export interface TargetFacts {
  crate: CrateFacts;
  /** Whether it depends on other crates of the workspace. */
  hasDependencies: boolean;
  /** Files that the crates it depends on read outside their folders. */
  inherited: readonly string[];
  tools: Readonly<Partial<Record<'@hone/rust-check', string>>>;
  /** The compiler that rules the crate. */
  rustc: string;
  /** Whether `cargo nextest` works. */
  nextest: boolean;
  /** Where this machine has the programs that the crate's build may run; absent where there are none. */
  buildTools?: ToolPresence;
  place: BuildPlace;
}
