// Generated from schema.json by `npm run schemas`. Do not edit.

/**
 * Writes a fixing rule of the workspace, with an example that is its test.
 */
export interface RuleOptions {
  /**
   * The rule's id: an area, a slash and a name, as `python/our-logger`.
   */
  id: string;
  /**
   * The tool whose entries it is for: `tsc`, `python`, `rustc`, `docker` …
   */
  tool?: string;
  /**
   * The tool's code of those entries: `TS2307`, `ModuleNotFoundError`. A `*` at the end stands for any rest.
   */
  rule?: string;
  /**
   * The message of an entry, as the tool printed it; what the rule looks for is made from it.
   */
  message?: string;
}
