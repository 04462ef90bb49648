// Generated from schema.json by `npm run schemas`. Do not edit.

/**
 * Writes a GitHub Actions workflow that checks what a change affects and builds the images among it.
 */
export interface CiOptions {
  /**
   * The workflow's name in `.github/workflows`.
   */
  file?: string;
  /**
   * The targets that `nx affected` runs. Default: those of the tools that the workspace has installed.
   *
   * @minItems 1
   */
  targets?: [string, ...string[]];
  /**
   * Whether images are built: on pull requests to see that they do, on pushes to publish them.
   */
  images?: boolean;
  /**
   * The target that builds an image.
   */
  imageTarget?: string;
  /**
   * The registry's host. Its job logs in with the workflow's own token, which is good for `ghcr.io`.
   */
  registry?: string;
  /**
   * The platforms that images are published for.
   *
   * @minItems 1
   */
  platforms?: [string, ...string[]];
  /**
   * The branch that images are published from. Default: `defaultBase` of nx.json, else `main`.
   */
  branch?: string;
  /**
   * How actions are pinned: by their major version, or by the commit that it is now (`sha`), which asks GitHub with `git ls-remote`.
   */
  pin?: 'major' | 'sha';
  /**
   * Overwrites a workflow of that name that was edited, or that this generator did not write.
   */
  force?: boolean;
}
