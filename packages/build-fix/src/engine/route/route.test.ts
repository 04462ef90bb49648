import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../types.js';
import { compileTable, createRouter, type RouteMatch, routeOf } from './index.js';

const entry = (tool: string, ruleId: string, fixes = false): LogEntry => ({
  diagnostic: {
    tool,
    ruleId,
    level: 'error',
    message: 'x',
    ...(fixes && { fixes: [{ description: 'x', applicability: 'safe' as const, edits: [] }] }),
  },
  format: tool,
  logLine: 1,
});

describe('routeOf', () => {
  it('leads by tool and code to fixers, rules behind the tools’ own', () => {
    expect(routeOf(entry('tsc', 'TS2307'))).toEqual(['typescript', 'rules']);
    expect(routeOf(entry('rustc', 'E0432'))).toEqual(['rustc', 'rules']);
    expect(routeOf(entry('apt', 'missing-package'))).toEqual(['rules']);
  });

  it('leads to suggestions where the diagnostic brings fixes', () => {
    expect(routeOf(entry('ruff', 'F401', true))).toEqual(['suggestions', 'ruff']);
  });

  it('leads nowhere from what nothing is known of', () => {
    expect(routeOf(entry('our-tool', 'our-code'))).toEqual([]);
  });

  it('knows the rules that it is given', () => {
    const { routeOf: route } = createRouter({ rules: compileTable([[{ tool: ['our-*'], rule: ['X1*'] }]]) });
    expect(route(entry('our-tool', 'X12'))).toEqual(['rules']);
    expect(route(entry('our-tool', 'X2'))).toEqual([]);
  });
});

describe('compileTable', () => {
  it('finds by name, by what a name starts with, and for any', () => {
    const table = compileTable([
      [{ tool: ['a'], rule: ['X1'] }],
      [{ tool: ['a'], rule: ['X*'] }],
      [{ tool: ['*'], rule: ['X1'] }],
      [{ tool: ['a'], rule: ['*'] }],
      [
        { tool: ['b'], rule: ['X1'] },
        { tool: ['a'], rule: ['X1'] },
      ],
    ]);
    expect(table.find('a', 'X1')).toEqual([0, 1, 2, 3, 4]);
    expect(table.find('a', 'X2')).toEqual([1, 3]);
    expect(table.find('c', 'X1')).toEqual([2]);
  });

  it('takes 5,000 rules in its stride, from their text to a thousand routes', () => {
    const items: RouteMatch[][] = Array.from({ length: 5000 }, (_, i) => [
      { tool: [`tool${i % 50}`], rule: [`code${i}`, `area${i % 100}/*`] },
    ]);
    const text = JSON.stringify(items);

    const start = performance.now();
    const { routeOf: route } = createRouter({ rules: compileTable(JSON.parse(text) as RouteMatch[][]) });
    const routes = Array.from({ length: 1000 }, (_, i) => route(entry(`tool${(i * 5) % 50}`, `code${i * 5}`)));
    const took = performance.now() - start;

    expect(routes.every((ids) => ids.includes('rules'))).toBe(true);
    // 30 ms on a machine at rest; the bench `build-fix-route` measures it.
    expect(took).toBeLessThan(2000);
  });
});
