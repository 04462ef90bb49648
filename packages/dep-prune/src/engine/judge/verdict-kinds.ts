import type { Level, RuleDescriptor } from '@hone/core/diagnostics';
import type { VerdictKind } from '../types.js';

/** What is known of a kind of verdict. The SARIF rules and the documentation page are made from it. */
export interface VerdictKindFacts {
  /** One sentence: what it says of a dependency. */
  summary: string;
  /** Why that matters, or what becomes of it. */
  reason: string;
  /** How it is reported; verdicts without a level are in dep-prune.json alone. */
  level?: Level;
  /** A fix takes the declaration away. `split`: moves it, when the option `split` asks for that. */
  fix?: 'remove' | 'split';
}

/** Every kind of verdict, the ones that ask for something first. */
export const verdictKinds: Readonly<Record<VerdictKind, VerdictKindFacts>> = {
  unused: {
    summary: 'Nothing uses the dependency.',
    reason: 'It costs time at every install and size in every image, and its vulnerabilities are yours.',
    level: 'error',
    fix: 'remove',
  },
  missing: {
    summary: 'Something is imported that no manifest of the project declares.',
    reason: 'It works as long as another package happens to bring it.',
    level: 'error',
  },
  'dev-only': {
    summary: 'The dependency is declared for the program, and only tests and tools use it.',
    reason: 'Everybody who installs the program installs it too.',
    level: 'warning',
    fix: 'split',
  },
  runtime: {
    summary: 'The dependency is declared for development, and the program uses it.',
    reason: 'An install without the development dependencies fails where it is imported.',
    level: 'warning',
    fix: 'split',
  },
  transitive: {
    summary: 'The dependency is pinned, nothing uses it, and a dependency that stays brings it.',
    reason: 'The lock file holds its version; a second pin has to be kept up to date by hand.',
    level: 'warning',
    fix: 'remove',
  },
  'convert-to-extra': {
    summary: 'The dependency is used only through an optional feature of another, which can bring it itself.',
    reason: 'The other package knows which versions of it work.',
    level: 'note',
  },
  unknown: {
    summary: 'It can not be decided from what is here whether the dependency is used.',
    reason: 'It is never removed; the message says what would decide it.',
    level: 'note',
  },
  keep: {
    summary: 'The dependency stays though nothing imports it: a comment, a marker or the option `keep` says so.',
    reason: 'Constraints for security and compatibility are not seen in code.',
  },
  used: {
    summary: 'The dependency is used.',
    reason: 'The evidence says where.',
  },
};

/** The rule of a kind of verdict, for reports. */
export function ruleOf(kind: VerdictKind): RuleDescriptor {
  const { summary, reason, level } = verdictKinds[kind];
  return { id: ruleIdOf(kind), summary, reason, ...(level && { defaultLevel: level }) };
}

/** `deps/unused` and the like. */
export function ruleIdOf(kind: VerdictKind): string {
  return `deps/${kind}`;
}
