// Generated from schema.json by `npm run schemas`. Do not edit.

/**
 * Registers the graph plugin in nx.json.
 */
export interface InitOptions {
  /**
   * Leaves package.json as it is.
   */
  skipPackageJson?: boolean;
}
