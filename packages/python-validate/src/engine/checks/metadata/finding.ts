import type { Applicability, Level } from '@hone/core/diagnostics';
import type { Rule } from '../../rule.js';
import type { MetadataFacts } from './facts.js';
import type { TomlPath } from './toml-value.js';

/** A change of pyproject.toml by path; the locator turns it into text edits. */
export type TomlEdit =
  | { at: TomlPath; replaceWith: string }
  /** Takes an element out of its array. */
  | { at: TomlPath; remove: true };

/** What a rule found, before it is placed in a text. */
export interface Finding {
  message: string;
  hint?: string;
  /** Where it differs from the rule's. */
  level?: Level;
  /** Where in pyproject.toml, by path; the nearest parent stands in for a path that is not there. */
  at?: TomlPath;
  /** Points at the key instead of the value. */
  onKey?: boolean;
  /** Where in another file, or where no path is known. */
  place?: { file: string; line?: number; column?: number };
  fix?: { description: string; applicability: Applicability; edits: TomlEdit[] };
}

/** One rule of this check: what is known of it, and its code. */
export interface MetadataRule extends Rule {
  check(facts: MetadataFacts): Iterable<Finding>;
}
