import type { IgnoreFile } from './config/ignore-file.js';

/** The kinds of value that a label may be required to have. */
export type LabelKind = 'text' | 'rfc3339' | 'semver' | 'url' | 'hash' | 'spdx' | 'email';

/** What rules are told besides the Dockerfile. */
export interface RuleContext {
  /** Registries that images may come from; empty: any. `*` stands for the beginning or the end. */
  trustedRegistries: readonly string[];
  labelSchema: ReadonlyMap<string, LabelKind>;
  /** Labels that the schema does not name are not allowed. */
  strictLabels: boolean;
  /** The .dockerignore that counts for this Dockerfile. */
  ignoreFile: IgnoreFile | undefined;
  /** Folders of workspace projects outside the closure of this one, relative to the build context, and their names. */
  outsideClosure: ReadonlyMap<string, string>;
  /** Folders of this project and of those that it depends on, relative to the build context. */
  insideClosure: readonly string[];
}

export const emptyContext: RuleContext = {
  trustedRegistries: [],
  labelSchema: new Map(),
  strictLabels: false,
  ignoreFile: undefined,
  outsideClosure: new Map(),
  insideClosure: [],
};
