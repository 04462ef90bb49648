// Generated from schema.json by `npm run schemas`. Do not edit.

/**
 * Shows what the cache of the Docker engine's builder holds, and prunes it by age and size.
 */
export interface CacheOptions {
  /**
   * How records are shown: as a table of the largest, or all of them as JSON.
   */
  format?: 'table' | 'json';
  /**
   * How many rows the table has at most.
   */
  limit?: number;
  /**
   * A file for the JSON; `{workspaceRoot}`, `{projectRoot}` and `{projectName}` are replaced.
   */
  outputPath?: string;
  /**
   * What to remove; one of `olderThan`, `keepStorage` and `unused` is needed.
   */
  prune?: {
    /**
     * Only what was not used for this long: 24h, 7d, 2w.
     */
    olderThan?: string;
    /**
     * Only as much as is above this size: 500MB, 10GB, 8GiB. What was used longest ago and least often goes first.
     */
    keepStorage?: string;
    /**
     * Whether what images share and what belongs to the builder itself may go too.
     */
    unused?: boolean;
    /**
     * Whether it is only shown what would be removed.
     */
    dryRun?: boolean;
  };
}
