// Generated from schema.json by `npm run schemas`. Do not edit.

/**
 * Rewrites an existing Dockerfile: fixes, cache mounts, dependency layers, stages, a user that is not root, a health check.
 */
export interface OptimizeOptions {
  /**
   * The project whose Dockerfile it is.
   */
  project: string;
  /**
   * The Dockerfile, relative to the project's folder.
   */
  dockerfile?: string;
  /**
   * The build context, relative to the workspace root. Default: the folder of the Dockerfile.
   */
  context?: string;
  /**
   * Also what is right for most images and cannot be known for this one: unsafe fixes, no recommended packages of whatever package, a slim image where the full one runs.
   */
  unsafe?: boolean;
  /**
   * Passes that are left out, by their id.
   */
  skip?: string[];
  /**
   * Builds and runs both on a Docker engine, shows sizes, times and layers side by side, and keeps the new one only when it works.
   */
  verify?: boolean;
  /**
   * With `verify`: what to run in a container to see whether it works, words with quotes where they hold spaces; no shell reads it. Default: the health check.
   */
  command?: string;
  /**
   * With `verify`: values for ARG by name.
   */
  buildArgs?: {
    [k: string]: string;
  };
  /**
   * With `verify`: seconds until a container must have answered.
   */
  timeout?: number;
}
