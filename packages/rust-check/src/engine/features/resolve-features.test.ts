import { describe, expect, it } from 'vitest';
import { parseFeatureValue } from './feature-value.js';
import { resolveFeatures } from './resolve-features.js';
import { graphOf, type ShortPackages } from './fixtures/graph-of.js';

interface Settings {
  features?: string[];
  all?: boolean;
  noDefault?: boolean;
  resolver?: 1 | 2;
}

/** Each active package with its features: `target serde [derive]`. */
function resolve(packages: ShortPackages, crate: string, settings: Settings = {}): string[] {
  const member = graphOf(packages).members.get(`/w/${crate}/Cargo.toml`)!;
  const request = {
    features: (settings.features ?? []).map(parseFeatureValue),
    allFeatures: settings.all ?? false,
    noDefaultFeatures: settings.noDefault ?? false,
  };
  const isOnPlatform = (target: string): boolean => target === 'cfg(unix)';
  const active = resolveFeatures(member, request, { separateHost: settings.resolver !== 1, isOnPlatform });
  return [...active.values()]
    .map(({ side, package: { name }, features }) => `${side} ${name} [${[...features].sort().join(' ')}]`)
    .sort();
}

describe('resolveFeatures', () => {
  it('switches on default features, and those that a dependency asks for', () => {
    const packages: ShortPackages = {
      app: { dependencies: [{ name: 'serde', features: ['derive'] }] },
      serde: { features: { default: ['std'], std: [], derive: [], rc: [] } },
    };
    expect(resolve(packages, 'app')).toEqual(['target app []', 'target serde [default derive std]']);
  });

  it('leaves default features off where nobody wants them', () => {
    const packages: ShortPackages = {
      app: { features: { default: ['log'], log: [] }, dependencies: [{ name: 'serde', uses_default_features: false }] },
      serde: { features: { default: ['std'], std: [] } },
    };
    expect(resolve(packages, 'app', { noDefault: true })).toEqual(['target app []', 'target serde []']);
  });

  const optional: ShortPackages = {
    app: {
      features: { metrics: ['dep:prom'], prom: ['dep:prom'], loud: ['prom?/verbose'], strong: ['prom/verbose'] },
      dependencies: [{ name: 'prom', optional: true }],
    },
    prom: { features: { verbose: [] } },
  };
  it.each([
    [[], ['target app []']],
    [['metrics'], ['target app [metrics]', 'target prom []']],
    [['loud'], ['target app [loud]']],
    [
      ['loud', 'metrics'],
      ['target app [loud metrics]', 'target prom [verbose]'],
    ],
    [
      ['metrics', 'loud'],
      ['target app [loud metrics]', 'target prom [verbose]'],
    ],
    [['strong'], ['target app [prom strong]', 'target prom [verbose]']],
    [['prom/verbose'], ['target app [prom]', 'target prom [verbose]']],
  ])('with an optional dependency and the features %j', (features, expected) => {
    expect(resolve(optional, 'app', { features })).toEqual(expected);
  });

  const built: ShortPackages = {
    app: { dependencies: [{ name: 'serde' }, { name: 'gen', kind: 'build' }, { name: 'macros' }] },
    gen: { dependencies: [{ name: 'serde', features: ['derive'] }] },
    macros: { procMacro: true, dependencies: [{ name: 'serde', features: ['rc'] }] },
    serde: { features: { derive: [], rc: [] } },
  };
  it('keeps what is built for the host apart, as resolver 2 does', () => {
    expect(resolve(built, 'app')).toEqual([
      'host gen []',
      'host macros []',
      'host serde [derive rc]',
      'target app []',
      'target serde []',
    ]);
  });

  it('takes all uses of a package together, as resolver 1 does', () => {
    expect(resolve(built, 'app', { resolver: 1 })).toContain('target serde [derive rc]');
  });

  it('counts development dependencies of the crate itself, not those of others', () => {
    const packages: ShortPackages = {
      app: { dependencies: [{ name: 'base' }, { name: 'insta', kind: 'dev' }] },
      base: { dependencies: [{ name: 'proptest', kind: 'dev' }] },
      insta: {},
      proptest: {},
    };
    expect(resolve(packages, 'app')).toEqual(['target app []', 'target base []', 'target insta []']);
  });

  it('passes over dependencies for other platforms', () => {
    const packages: ShortPackages = {
      app: {
        dependencies: [
          { name: 'nix', target: 'cfg(unix)' },
          { name: 'winapi', target: 'cfg(windows)' },
        ],
      },
      nix: {},
      winapi: {},
    };
    expect(resolve(packages, 'app')).toEqual(['target app []', 'target nix []']);
  });

  it('ends where a development dependency leads back to the crate', () => {
    const packages: ShortPackages = {
      app: { dependencies: [{ name: 'testkit', kind: 'dev' }] },
      testkit: { dependencies: [{ name: 'app', features: ['mock'] }] },
    };
    expect(resolve(packages, 'app')).toEqual(['target app [mock]', 'target testkit []']);
  });
});
