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
  /** The text of a file by its name relative to the workspace root, byte order mark and line ends as on the disk. */
  sources(this: void, file: string): string | undefined;
  /**
   * Finds the file of the workspace that a message names, in place of the folders above: for messages that were made on
   * another machine. `undefined` for what is not in the workspace.
   */
  resolve?(this: void, name: string): string | undefined;
}
