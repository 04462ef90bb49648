/** How far rustc trusts a suggestion (`rustc_errors::Applicability`). */
export type SuggestionApplicability = 'MachineApplicable' | 'MaybeIncorrect' | 'HasPlaceholders' | 'Unspecified';

/**
 * A place in a source, as rustc writes it (the rustc book, "JSON Output"). Lines and columns count from 1, columns in
 * characters without the byte order mark; byte offsets count from 0 in the file as it lies on the disk, byte order mark
 * and carriage returns included.
 */
export interface RustcSpan {
  /** Absolute, or relative to the folder in which cargo ran rustc; `<…>` for what has no file. */
  file_name: string;
  byte_start: number;
  byte_end: number;
  line_start: number;
  line_end: number;
  column_start: number;
  column_end: number;
  is_primary: boolean;
  /** The lines that the span touches, without line ends. */
  text: { text: string; highlight_start: number; highlight_end: number }[];
  label: string | null;
  suggested_replacement: string | null;
  suggestion_applicability: SuggestionApplicability | null;
  /** Set where a macro wrote the code: the place of its call. */
  expansion: { span: RustcSpan; macro_decl_name: string } | null;
}

/** A finding of rustc or clippy, or a part of one. */
export interface RustcDiagnostic {
  message: string;
  /** `null` for most syntax errors and for what a macro says. */
  code: { code: string } | null;
  /** `error`, `warning`, `note`, `help`, `failure-note`, `error: internal compiler error`. */
  level: string;
  spans: RustcSpan[];
  children: RustcDiagnostic[];
}

/** A target of a package, as cargo names it in its messages. */
export interface MessageTarget {
  kind: string[];
  name: string;
  /** Absolute. */
  src_path: string;
}

/** rustc or clippy found something in a target. Other crates' findings come the same way: see `package_id`. */
export interface CompilerMessage {
  reason: 'compiler-message';
  package_id: string;
  /** Absolute path of the `Cargo.toml`; cargo below 1.56 leaves it out. */
  manifest_path?: string;
  target: MessageTarget;
  message: RustcDiagnostic;
}

/** A target was compiled (or checked), or was `fresh`. */
export interface CompilerArtifact {
  reason: 'compiler-artifact';
  package_id: string;
  manifest_path?: string;
  target: MessageTarget;
  /** `test`: the build with `cfg(test)`. */
  profile: { test: boolean };
  features: string[];
  fresh: boolean;
}

/** A build script ran, or its output was still fresh. */
export interface BuildScriptExecuted {
  reason: 'build-script-executed';
  package_id: string;
  /** Absolute: its `OUT_DIR`. */
  out_dir: string;
}

/** The last message of a call. */
export interface BuildFinished {
  reason: 'build-finished';
  success: boolean;
}

/** One line of what cargo prints with `--message-format=json`. */
export type CargoMessage = CompilerMessage | CompilerArtifact | BuildScriptExecuted | BuildFinished;
