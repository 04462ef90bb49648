/** Findings after which a tool looks no further, so that others are not seen before these are gone. */
export interface Hiding {
  /** Names of tools, as diagnostics have them. */
  tools: readonly string[];
  /** The rule ids of what hides. */
  rules: RegExp;
  /** Whether it hides in the whole task, or in its own file. */
  reach: 'task' | 'file';
  /** Only findings of these rules are hidden; without it all that do not hide themselves. */
  hidden?: RegExp;
}

/**
 * Seen by running the tools (rustc 1.95, TypeScript 5.9, ruff 0.15) on files with a finding of each kind, with and
 * without the first.
 */
export const hidings: readonly Hiding[] = [
  // A text that can't be parsed: no name is resolved, no type checked in the whole crate. Such errors have no code.
  { tools: ['rustc', 'cargo', 'clippy'], rules: /^(?!E\d{4}$|clippy::|[a-z]\w*_\w+$)/, reach: 'task' },
  // In a function with an error of names or types, moves and borrows are not checked, and unused things not looked for.
  {
    tools: ['rustc', 'cargo', 'clippy'],
    rules: /^E\d{4}$/,
    reach: 'file',
    hidden: /^(?:E0(?:3[78]|49|50|59|71)\d|[a-z])/,
  },
  // A syntax error in one file: no file's types are checked.
  { tools: ['tsc', 'typescript'], rules: /^TS1\d{3}$/, reach: 'task' },
  {
    tools: ['ruff', 'python', 'flake8', 'pyflakes'],
    rules: /^(?:invalid-syntax|E9\d\d|\w*(?:Syntax|Indentation|Tab)Error)$/,
    reach: 'file',
  },
];
