import type { CargoDependency } from '@hone/core/cargo';

/** A dependency of the crate, with what its evidence is looked for by. */
export interface RustDependency extends CargoDependency {
  /** The name that the crate's code uses. */
  codeName: string;
  /** No feature says `dep:x`, so that the dependency is a feature by its own name. */
  implicit: boolean;
  /** The native library that a crate of this workspace links. */
  links?: string;
  /** It asks for a program or a C library, not for code. */
  artifact: boolean;
}
