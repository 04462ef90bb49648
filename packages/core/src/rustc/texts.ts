import { homedir } from 'node:os';
import { sep } from 'node:path';
import type { MessageContext } from './context.js';
import type { RustcDiagnostic } from './types.js';

/** Summaries of other findings, which every one of them makes untrue or repeats. */
const SUMMARY =
  /^aborting due to |^\d+ warnings? emitted|^Some errors have detailed explanations|^For more information about (this|an) error|^could not compile /;

/** Whether a diagnostic only counts others or explains how to learn more. */
export function isSummary({ message, level, code, spans }: RustcDiagnostic): boolean {
  return level === 'failure-note' || (code === null && spans.length === 0 && SUMMARY.test(message));
}

/**
 * Remarks that are no part of a finding. Those on a lint's level come once in a compilation, with whichever finding of the
 * lint was first; an address is told with the rule; the rest names files of this machine.
 */
const NOISE: readonly RegExp[] = [
  /^`#!?\[\w+\(.*\)\]`.* (on by default|implied by )/,
  /^`-[A-Z] \S+` implied by /,
  /^`-[A-Z] .*` implied by /,
  /^to override `-[A-Z] /,
  /^the lint level is defined here$/,
  /^requested on the command line with /,
  /^for further information visit /,
  /^the full (name|type)\b.* has been written to /,
  /^consider using `--verbose` to print the full type name/,
  /^duplicate diagnostic emitted due to /,
  /^\s*(\w+="[^"]*" )*"[^"\n]*(cc|gcc|g\+\+|clang|clang\+\+|link|ld|lld|link\.exe)" "/,
  /^some arguments are omitted\. use `--verbose`/,
  /^this (error|warning|note) originates in the /,
];

export function isNoise({ message }: RustcDiagnostic): boolean {
  return NOISE.some((pattern) => pattern.test(message));
}

/** Takes what is this machine's out of texts. */
export type Scrub = (text: string) => string;

/** Paths outside the workspace that may stand in a message, to what is left of them. */
const MACHINE_PATHS: readonly [RegExp, string][] = [
  [/(?:[A-Za-z]:)?[\\/][^\s"'`(<>]*?[\\/]registry[\\/]src[\\/][^\\/\s]+[\\/]/g, ''],
  [/(?:[A-Za-z]:)?[\\/][^\s"'`(<>]*?[\\/]git[\\/]checkouts[\\/][^\\/\s]+[\\/][0-9a-f]+[\\/]/g, ''],
  [/(?:[A-Za-z]:)?[\\/][^\s"'`(<>]*?[\\/]rustlib[\\/]src[\\/]rust[\\/]/g, ''],
  [/[\\/]rustc[\\/][0-9a-f]{7,40}[\\/]/g, ''],
  // Names in the target folder that cargo and rustc make anew.
  [/([\\/]build[\\/][\w-]+?)-[0-9a-f]{16}(?=[\\/])/g, '$1'],
];

/** A function that writes paths of the workspace relative to its root and takes machine names out of all others. */
export function createScrub({
  workspaceRoot,
  targetDirectory,
}: Pick<MessageContext, 'workspaceRoot' | 'targetDirectory'>): Scrub {
  const folders: [string, string][] = [];
  if (targetDirectory !== undefined) folders.push([targetDirectory, `target${sep}`]);
  if (workspaceRoot !== '') folders.push([workspaceRoot, '']);
  const home = homedir();
  return (text) => {
    // Most texts name no path.
    if (!/[\\/]/.test(text)) return text;
    let clean = text;
    for (const [folder, short] of folders) clean = clean.replaceAll(`${folder}${sep}`, short);
    for (const [pattern, short] of MACHINE_PATHS) clean = clean.replace(pattern, short);
    return home.length > 1 ? clean.replaceAll(`${home}${sep}`, `~${sep}`) : clean;
  };
}

/** Words that a label may add to a message without saying more. */
const FILLER = new Set('a an the this that in of to is are not no found find cannot could use used here'.split(' '));

/** A message with what its primary label adds: `mismatched types: expected i32, found &str`. */
export function withLabel(message: string, label: string | null): string {
  if (!label || message.includes('\n')) return message;
  const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
  const said = new Set(words(message));
  return words(label).every((word) => said.has(word) || FILLER.has(word)) ? message : `${message}: ${label}`;
}

/** A remark of the compiler as a sentence. */
export function toSentence(text: string): string {
  const trimmed = text.trim().replace(/\s*\n\s*/g, ' ');
  if (trimmed === '') return '';
  const first = /^\p{Ll}\p{Ll}*[ ,]/u.test(trimmed) ? trimmed[0]!.toUpperCase() + trimmed.slice(1) : trimmed;
  return /[.!?…:]$/.test(first) ? first : `${first}.`;
}
