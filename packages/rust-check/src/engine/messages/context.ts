import type { SourceReader } from './source-reader.js';

/** What the messages of one crate are read against. */
export interface MessageContext {
  /** Absolute path of the Nx workspace. */
  workspaceRoot: string;
  /** Absolute folder that relative paths in messages start from: the root of the Cargo workspace, where cargo runs rustc. */
  cargoRoot: string;
  /** The crate's folder relative to the Nx workspace root, `.` for the root itself. */
  crateRoot: string;
  /** Absolute path of cargo's target folder: files below it are generated, nobody's to edit. */
  targetDirectory?: string;
  sources: SourceReader;
}
