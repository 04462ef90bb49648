import type { LogEntry } from '../types.js';
import { FIXER_ROUTES } from './fixer-routes.data.js';
import { shippedRoutes } from './shipped-routes.js';
import { compileTable, type RouteMatch, type RouteTable } from './table.js';

export { compileTable, type RouteMatch, type RouteTable } from './table.js';

/** Says which fixers may answer an entry: by tool and code, with no tool started and nothing read. */
export interface Router {
  routeOf(entry: LogEntry): readonly string[];
}

/** What a router knows besides its own table. */
export interface RouterOptions {
  /** The table of the rules in use (`loadRules(files).table`). Default: those that come with the package. */
  rules?: RouteTable;
}

/** Makes a router. */
export function createRouter({ rules = shippedTable() }: RouterOptions = {}): Router {
  const ids = Object.keys(FIXER_ROUTES);
  const fixers = compileTable(Object.values(FIXER_ROUTES));
  const known = new Map<string, readonly string[]>();
  const byName = (tool: string, rule: string): readonly string[] => {
    const key = `${tool}\n${rule}`;
    let route = known.get(key);
    if (!route) {
      const named = fixers.find(tool, rule).map((index) => ids[index]!);
      route = rules.find(tool, rule).length > 0 ? [...named, 'rules'] : named;
      if (known.size < MOST_KNOWN) known.set(key, route);
    }
    return route;
  };
  return {
    routeOf({ diagnostic }) {
      const route = byName(diagnostic.tool, diagnostic.ruleId);
      return diagnostic.fixes?.length ? ['suggestions', ...route] : route;
    },
  };
}

/** A log may name any number of codes; the answers kept are bounded. */
const MOST_KNOWN = 10_000;

let table: RouteTable | undefined;
const shippedTable = (): RouteTable => (table ??= compileTable(shippedRoutes()));

let usual: Router | undefined;

/** Ids of the fixers that may answer an entry, the preferred first; by the rules that come with the package. */
export function routeOf(entry: LogEntry): readonly string[] {
  usual ??= createRouter();
  return usual.routeOf(entry);
}

export type RouteMatches = readonly (readonly RouteMatch[])[];
