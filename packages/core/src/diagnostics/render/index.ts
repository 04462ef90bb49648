export { renderGithubAnnotations } from './github.js';
export { type TerminalOptions, renderTerminal } from './terminal.js';
