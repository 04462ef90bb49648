// Generated from schema.json by `npm run schemas`. Do not edit.

/**
 * Makes a crate build without an installed protoc.
 */
export interface ProtocVendoredOptions {
  /**
   * The crate: its Nx project, or its folder relative to the workspace root.
   */
  project: string;
  /**
   * Where protoc comes from. `protoc-bin-vendored`: the program itself, brought by a crate. `protox`: a compiler of .proto files written in Rust, in its place. `auto`: the first, and the second where the first would need unsafe code that the crate's lints forbid.
   */
  with?: 'auto' | 'protoc-bin-vendored' | 'protox';
}
