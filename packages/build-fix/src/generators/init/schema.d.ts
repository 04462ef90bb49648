// Generated from schema.json by `npm run schemas`. Do not edit.

/**
 * Makes build-fix ready to run.
 */
export interface InitOptions {
  /**
   * Leaves package.json as it is.
   */
  skipPackageJson?: boolean;
}
