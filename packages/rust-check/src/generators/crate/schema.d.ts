// Generated from schema.json by `npm run schemas`. Do not edit.

/**
 * Adds a crate to a Cargo workspace, or begins a new one.
 */
export interface CrateOptions {
  /**
   * The package's name.
   */
  name: string;
  /**
   * What the crate is: `lib`, a library, or `bin`, a program.
   */
  kind?: 'lib' | 'bin';
  /**
   * The crate's folder, relative to the workspace root. Default: its name, in the folder where the Cargo workspace has its crates (`crates`).
   */
  directory?: string;
  /**
   * The folder of the Cargo workspace, relative to the workspace root. Default: the nearest above the crate; where there is none, a new one at the workspace root.
   */
  workspace?: string;
  /**
   * The edition. Default: the Cargo workspace's; a new one gets `2024`, or `2021` where the toolchain is older than 1.85.
   */
  edition?: '2015' | '2018' | '2021' | '2024';
  /**
   * Leaves package.json as it is.
   */
  skipPackageJson?: boolean;
}
