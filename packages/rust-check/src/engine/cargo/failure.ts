import type { Rule } from '../rules/index.js';
import * as rules from '../rules/index.js';

/** Where a finding about a call of cargo stands. */
export type FailurePlace =
  /** The manifest that cargo names, else the crate's. */
  | 'named-manifest'
  | 'crate-manifest'
  | 'workspace-manifest'
  | 'lock'
  /** `rust-toolchain.toml`, where there is one. */
  | 'toolchain-file';

/**
 * Whom a failure of a call concerns. `workspace`: every crate of the Cargo workspace alike. `crate`: perhaps only some
 * of the call, so that they are tried apart. `network`: those that lack a download, so that they are tried offline.
 */
export type FailureScope = 'workspace' | 'crate' | 'network';

/** Why cargo ended before it compiled anything. */
export interface CargoFailure {
  rule: Rule;
  scope: FailureScope;
  place: FailurePlace;
  /** What cargo said, on one line. */
  words: string;
  /** The member that is missing, absolute. */
  member?: string;
  /** The manifest that cargo names, absolute or relative to the folder that it ran in, with 1-based line and column. */
  manifest?: { file: string; line?: number; column?: number };
}

type Pattern = readonly [RegExp, Rule, FailureScope, FailurePlace];

/**
 * What cargo 1.74 to 1.97 and rustup 1.27 to 1.29 say, from their sources and from trying; the first that matches
 * counts.
 */
const patterns: readonly Pattern[] = [
  [/toolchain '[^']+' is not (installed|installable)/, rules.toolchainMissing, 'workspace', 'toolchain-file'],
  [/could not parse override file|invalid toolchain name/, rules.toolchainMissing, 'workspace', 'toolchain-file'],
  [/no release found for '|toolchain '[^']+' does not support/, rules.toolchainMissing, 'workspace', 'toolchain-file'],
  [
    /'cargo-clippy(\.exe)?' is not installed|no such command: `clippy`/,
    rules.componentMissing,
    'workspace',
    'crate-manifest',
  ],
  [
    /could not (load Cargo|parse TOML) configuration|error in .*config(\.toml)?:/,
    rules.configurationInvalid,
    'workspace',
    'crate-manifest',
  ],
  [
    /cannot (create|update) the lock file|lock file .* needs to be updated but/,
    rules.lockOutdated,
    'workspace',
    'lock',
  ],
  [/failed to parse lock file|lock file version .* (requires|was found)/, rules.lockInvalid, 'workspace', 'lock'],
  [/workspace when it's not/, rules.notAMember, 'crate', 'crate-manifest'],
  [/package ID specification .* did not match/, rules.notAMember, 'crate', 'crate-manifest'],
  [
    /workspace member `([^`]+)`[^]*failed to read `\1[\\/]Cargo\.toml`/,
    rules.memberMissing,
    'workspace',
    'workspace-manifest',
  ],
  [
    /failed to (parse|load|read) manifest|workspace member `|failed to read `[^`]*Cargo\.toml`/,
    rules.manifestInvalid,
    'workspace',
    'named-manifest',
  ],
  [/^\s*--> .*Cargo\.toml:\d+/m, rules.manifestInvalid, 'workspace', 'named-manifest'],
  [
    /multiple workspace roots found|invalid (type|value|character)[^]*Cargo\.toml/,
    rules.manifestInvalid,
    'workspace',
    'named-manifest',
  ],
  [
    /--offline was specified|offline mode \(--offline\)|remove the --offline flag|without --offline|without the offline/,
    rules.offlineIncomplete,
    'crate',
    'crate-manifest',
  ],
  [
    /[Cc]ould(n't| not) (resolve|connect)|download of .* failed|network (failure|error)|[Tt]imeout was reached/,
    rules.registryUnreachable,
    'network',
    'crate-manifest',
  ],
  [
    /[Uu]nable to update registry|failed to (fetch|download|clone|authenticate)|error in the HTTP2|SSL|certificate/,
    rules.registryUnreachable,
    'network',
    'crate-manifest',
  ],
  [
    /does not contain (this|these) features?|none of the selected packages contains/,
    rules.featureUnknown,
    'crate',
    'crate-manifest',
  ],
  [
    /no matching package|failed to select a version|cyclic package dependency|failed to resolve patches/,
    rules.dependencyUnresolved,
    'workspace',
    'crate-manifest',
  ],
  [/profile `[^`]+` is not defined/, rules.profileUnknown, 'workspace', 'crate-manifest'],
  [
    /target-specific information[^]*(could not find specification|loading target)/,
    rules.targetUnknown,
    'workspace',
    'crate-manifest',
  ],
  [/could not execute process `[^]*never executed/, rules.compilerMissing, 'workspace', 'crate-manifest'],
  [/rustc [^ ]+ is not supported by the following packages?/, rules.rustVersion, 'crate', 'crate-manifest'],
  [
    /unexpected argument|invalid value|cannot be used (with|multiple)|required arguments|unknown `-Z`/,
    rules.argumentsInvalid,
    'workspace',
    'crate-manifest',
  ],
];

const otherFailure: Omit<CargoFailure, 'words'> = { rule: rules.cargoFailed, scope: 'crate', place: 'crate-manifest' };

/** Recognises in what cargo printed why it ended before it compiled anything. */
export function parseCargoFailure(stderr: string): CargoFailure {
  const said = errorBlock(stderr);
  const found = patterns.find(([pattern]) => pattern.test(said));
  if (!found) return { ...otherFailure, words: oneLine(said) };
  const [pattern, rule, scope, place] = found;
  const member = rule === rules.memberMissing ? pattern.exec(said)?.[1] : undefined;
  const manifest = place === 'named-manifest' ? namedManifest(said) : undefined;
  return { rule, scope, place, words: oneLine(said), ...(member && { member }), ...(manifest && { manifest }) };
}

/** From the first error on, without backtraces and usage. */
function errorBlock(stderr: string): string {
  const lines = stderr.split(/\r?\n/);
  const first = lines.findIndex((line) => /^error(\[|:)/.test(line));
  const rest = first < 0 ? lines : lines.slice(first);
  const end = rest.findIndex((line) => /^(Stack backtrace|Usage|For more information)/i.test(line.trim()));
  return (end < 0 ? rest : rest.slice(0, end)).join('\n');
}

/** The errors and what caused them; frames of code, notes and help are told elsewhere. */
function oneLine(said: string): string {
  const lines = said.split('\n').filter((line) => !/^\s*(-->|\d* *\||= |help:|note:|Caused by:)/.test(line));
  const words = lines.map((line) => line.trim().replace(/^error(\[\w+\])?: /, '')).filter((line) => line !== '');
  const text = [...new Set(words)].join('; ');
  return text.length > 600 ? `${text.slice(0, 600)}…` : text;
}

function namedManifest(said: string): CargoFailure['manifest'] {
  const frame = /^\s*--> (.*Cargo\.toml):(\d+):(\d+)/m.exec(said);
  if (frame) return { file: frame[1]!, line: Number(frame[2]), column: Number(frame[3]) };
  const named =
    /(?:parse|read) manifest at `([^`]+)`/.exec(said)?.[1] ??
    /invalid (?:\w+ )*in `([^`]+Cargo\.toml)`/.exec(said)?.[1] ??
    folderManifest(/workspace member `([^`]+)`/.exec(said)?.[1]);
  if (named === undefined) return undefined;
  const position = /TOML parse error at line (\d+), column (\d+)/.exec(said);
  return { file: named, ...(position && { line: Number(position[1]), column: Number(position[2]) }) };
}

function folderManifest(folder: string | undefined): string | undefined {
  return folder === undefined ? undefined : `${folder}/Cargo.toml`;
}
