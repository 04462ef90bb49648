export { countFlag, flagValues, flagsOf, hasFlag, hasSequence, isPipInstall, operandsOf, runs } from './command.js';
export { parseShell } from './parse.js';
export type { Assignment, Command, Redirect, Script, ShellWord } from './types.js';
