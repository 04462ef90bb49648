// Generated from schema.json by `npm run schemas`. Do not edit.

/**
 * Makes build-fix ready to run.
 */
export interface InitOptions {
  /**
   * Leaves package.json as it is.
   */
  skipPackageJson?: boolean;
  /**
   * Turns on the hook after each run: what failed is kept, and a line says how much of it may be fixable.
   */
  keepFailures?: boolean;
}
