import type { RouteMatch } from './table.js';

/**
 * Which diagnostics the fixers other than rules are asked about, by the names that formats, JSON readers and the family's
 * reports give tools and codes (engine/formats/README.md).
 */
export const FIXER_ROUTES: Readonly<Record<string, readonly RouteMatch[]>> = {
  rustc: [{ tool: ['rustc', 'clippy'], rule: ['*'] }],
  ruff: [{ tool: ['ruff'], rule: ['*'] }],
  eslint: [{ tool: ['eslint'], rule: ['*'] }],
  typescript: [{ tool: ['tsc'], rule: ['TS*'] }],
};
