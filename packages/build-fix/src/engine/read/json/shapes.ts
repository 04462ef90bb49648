/** Text of which one is in each JSON report, within its first lines. */
export const JSON_LITERALS: readonly string[] = [];
