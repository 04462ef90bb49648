import type { Applicability, Region } from '@hone/core/diagnostics';

/** One finding of ruff, whichever way it ran; regions are in lines and UTF-16 columns, as everywhere in Hone. */
export interface RuffFinding {
  /** The rule's code, or `invalid-syntax`. */
  code: string;
  message: string;
  region: Region;
  fix?: { title: string; applicability: Applicability; edits: { region: Region; newText: string }[] };
}

/** A file on its way to ruff. */
export interface RuffFile {
  /** Relative to the workspace root, forward slashes. */
  file: string;
  /** Absolute path. */
  path: string;
  /** Decoded; starts with U+FEFF where the file has a byte order mark, since ruff wants to see it. */
  text: string;
}
