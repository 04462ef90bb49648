import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RouteMatch } from './table.js';

/** The matches of the shipped rules, from a file of its own: the rules themselves are read when one is asked for. */
export function shippedRoutes(): RouteMatch[][] {
  const file = fileURLToPath(new URL('../rules/routes.json', import.meta.url));
  return JSON.parse(readFileSync(file, 'utf8')) as RouteMatch[][];
}
