/** Rules of one tool that say the same thing; which of them it takes hangs on what else is in reach. */
export interface Wordings {
  /** The tool's name, as diagnostics have it. */
  tool: string;
  rules: readonly string[];
}

/**
 * TypeScript's messages with and without `Did you mean '{1}'?` (`diagnosticMessages.json`): a fix that brings a name makes
 * it the suggestion for another one that is missing.
 */
export const wordings: readonly Wordings[] = [
  ['TS2304', 'TS2552'],
  ['TS2503', 'TS2833'],
  ['TS2305', 'TS2724'],
  ['TS2339', 'TS2551'],
  ['TS2353', 'TS2561'],
  ['TS2322', 'TS2820'],
].map((rules) => ({ tool: 'tsc', rules }));
