import type { ManifestProblem } from '../manifests/types.js';

/** An object of a JSON text. */
export type JsonObject = { [key: string]: unknown };

/** A `package.json`, read. */
export interface NpmManifest {
  /** Relative to the workspace root with forward slashes. */
  file: string;
  name?: string;
  /** The globs and paths of `workspaces`, as written. */
  workspaces: string[];
  /** All that the file says, keys in its order. */
  value: JsonObject;
  /** What could not be read; `value` is then empty. */
  problems: ManifestProblem[];
}

/** One entry of the `packages` of a `package-lock.json`: the fields that are read here. */
export interface NpmLockedPackage extends JsonObject {
  name?: string;
  version?: string;
  /** Where it comes from; for a link the folder that it leads to. */
  resolved?: string;
  link?: true;
  inBundle?: true;
}

/** A `package-lock.json` or `npm-shrinkwrap.json` with `packages`: of version 2 or 3. */
export interface NpmLock {
  kind: 'npm';
  /** Relative to the workspace root. */
  file: string;
  version: number;
  /** By place: `''` for the root, `node_modules/x`, `libs/a`, `libs/a/node_modules/x`. */
  packages: Record<string, NpmLockedPackage>;
  /** All that the file says, keys in its order. */
  value: JsonObject;
  /** What one step of indentation is in the file. */
  indent: string;
  /** What could not be read; absent when all was. */
  problems?: ManifestProblem[];
}
