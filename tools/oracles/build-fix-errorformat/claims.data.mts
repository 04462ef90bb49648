import type { LogEntry } from '../../../packages/build-fix/src/engine/types.js';

/** A format of errorformat that ours read too. */
export interface Claim {
  /** Those of ours that may read it. */
  formats: readonly string[];
  /** What errorformat's message holds besides ours: it takes the rule, or the level, for a part of it. */
  message?(this: void, entry: LogEntry): string;
  /** What its message holds that is neither our message nor our rule. */
  leftOut?: RegExp;
  /** Where its expectation is not what the tool says, by the place (`file:line:column`, or `*` for all), with the reason. */
  known?: Record<string, { part: Part; reason: string }>;
}

export type Part = 'level' | 'message' | 'column' | 'entry';

const withRule = ({ diagnostic }: LogEntry): string => `${diagnostic.message} (${diagnostic.ruleId})`;
const afterLevel = ({ diagnostic }: LogEntry): string =>
  `${diagnostic.level}${diagnostic.ruleId === diagnostic.level ? '' : `[${diagnostic.ruleId}]`}: ${diagnostic.message}`;

/** By errorformat's names, in `fmts/*.go` of reviewdog/errorformat at 13bff69235f3. */
export const claims: Record<string, Claim> = {
  tsc: { formats: ['tsc'] },
  eslint: { formats: ['eslint'], message: ({ diagnostic }) => `${diagnostic.message} ${diagnostic.ruleId}` },
  'eslint-compact': { formats: ['eslint-compact'], message: withRule },
  mypy: { formats: ['mypy'] },
  flake8: {
    formats: ['ruff-concise'],
    known: {
      'subfolder/syntax_error.py:1:4': {
        part: 'message',
        reason: 'SyntaxError is the rule of ours, not a part of the message',
      },
      '*': {
        part: 'level',
        reason: "the first letter of a code is taken for the level: pyflakes' F401 gets `F`, not error",
      },
    },
  },
  pep8: { formats: ['ruff-concise'], message: ({ diagnostic }) => `${diagnostic.ruleId} ${diagnostic.message}` },
  golint: { formats: ['go'] },
  govet: { formats: ['go'] },
  staticcheck: { formats: ['go-lint'], message: withRule },
  'go-consistent': { formats: ['go'] },
  gosec: {
    formats: ['go-lint'],
    message: ({ diagnostic }) => `${diagnostic.message} (Rule:${diagnostic.ruleId})`,
    leftOut: /, Severity:\w+, Confidence:\w+(?=\)$)/,
  },
  'golangci-lint': { formats: ['go-lint'], message: withRule },
  'cargo-check': { formats: ['rustc-short'], message: afterLevel },
  clippy: { formats: ['rustc-short'], message: afterLevel },
};
